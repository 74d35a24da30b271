namespace Deploy.Sandbox.Containers.Images;

/// <summary>
/// Paths as a program sees them whose root directory is a folder of this machine: links lead within that folder, whatever
/// they say, and no path leads out of it.
/// </summary>
internal sealed class RootFolder(string folder)
{
    private const int MostLinks = 40;

    public string Path => folder;

    /// <summary>Where a path of the container lies on this machine, with the links on its way followed.</summary>
    /// <exception cref="CannotRunException">The links go round in circles.</exception>
    public string Resolve(string path, bool followsLast = true)
    {
        var waiting = new Stack<string>(Segments(path).Reverse());
        var done = new List<string>();
        var links = 0;
        while (waiting.TryPop(out var segment))
        {
            if (segment == "..")
            {
                done = [.. done.SkipLast(1)];
                continue;
            }

            var next = Join([.. done, segment]);
            if (new FileInfo(next).LinkTarget is { } target && (followsLast || waiting.Count > 0))
            {
                if (++links > MostLinks)
                {
                    throw new CannotRunException($"the links of {path} lead round in circles");
                }

                done = target.StartsWith('/') ? [] : done;
                foreach (var part in Segments(target).Reverse())
                {
                    waiting.Push(part);
                }

                continue;
            }

            done.Add(segment);
        }

        return Join(done);
    }

    /// <summary>The same path within the container, with the links on its way followed.</summary>
    public string ResolveWithin(string path) => $"/{System.IO.Path.GetRelativePath(folder, Resolve(path))}";

    private string Join(List<string> segments) => System.IO.Path.Combine([folder, .. segments]);

    private static IEnumerable<string> Segments(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".");
}
