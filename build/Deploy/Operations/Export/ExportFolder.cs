namespace Deploy.Operations.Export;

/// <summary>
/// The folder that an export is written to: a new one, an empty one, or one that an earlier export of the same environment
/// in the same format made. Which files are its own stands in a list beside them; no other file is ever touched.
/// </summary>
/// <param name="path">The folder, absolute.</param>
/// <param name="kind">What is exported: the list's first line.</param>
internal sealed class ExportFolder(string path, string kind)
{
    /// <summary>The list: what is exported on the first line, then the files, a line each.</summary>
    public const string List = ".export";

    private string ListFile => Path.Combine(path, List);

    /// <summary>Refuses a folder that is not for this export, before anything is made.</summary>
    /// <returns>The files of the export that is there; none where there is none.</returns>
    /// <exception cref="RefusedException">There are files of others, or another export.</exception>
    public IReadOnlyList<string> RequireOwn()
    {
        if (!File.Exists(ListFile))
        {
            return !File.Exists(path) && (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
                ? []
                : throw Refused("is not empty, and no export has made it");
        }

        var lines = File.ReadAllLines(ListFile);
        return lines is not [var first, .. var files] || first != kind
                ? throw Refused($"holds another export: {Printable.Quote(lines.FirstOrDefault() ?? "")}")
            : files.FirstOrDefault(file => !IsInside(file)) is { } outside
                ? throw Refused($"has a list of files ({List}) that leads out of it: {Printable.Quote(outside)}")
            : files;
    }

    /// <summary>
    /// Writes the files, and takes away those of the last export that are no longer among them. A new folder appears
    /// whole; in one that is there, each file is replaced whole, and a run that dies in between is finished by the next.
    /// </summary>
    /// <exception cref="RefusedException">A file of somebody else is in the way.</exception>
    /// <exception cref="FailedException">It cannot be written.</exception>
    public void Write(IReadOnlyList<ExportFile> files)
    {
        var before = RequireOwn();
        var names = files.Select(file => file.Path).Order(StringComparer.Ordinal).ToList();
        if (names.Except(before).FirstOrDefault(name => Path.Exists(Path.Combine(path, name))) is { } foreign)
        {
            throw Refused($"has a file {Printable.Quote(foreign)} that no export has made");
        }

        var beside = $"{path}.{Environment.ProcessId}.new";
        try
        {
            foreach (var file in files.Append(ListOf(names)))
            {
                WriteFlushed(Path.Combine(beside, file.Path), file.Content.Span);
            }

            Replace(beside, before, names);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailedException($"The export cannot be written to {path}: {error.Message}", error)
            {
                NextStep = "make room, or allow writing, and run again",
            };
        }
        finally
        {
            if (Directory.Exists(beside))
            {
                Directory.Delete(beside, recursive: true);
            }
        }
    }

    private void Replace(string beside, IReadOnlyList<string> before, List<string> names)
    {
        if (!File.Exists(ListFile))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }

            Directory.Move(beside, path);
            return;
        }

        // Until the end the list names old and new files, so that whatever is there when this is cut short is known as own.
        var all = ListOf([.. before.Union(names).Order(StringComparer.Ordinal)]);
        WriteFlushed(Path.Combine(beside, $"{List}.all"), all.Content.Span);
        File.Move(Path.Combine(beside, $"{List}.all"), ListFile, overwrite: true);
        foreach (var name in names)
        {
            var target = Path.Combine(path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(beside, name), target, overwrite: true);
        }

        foreach (var name in before.Except(names))
        {
            Remove(Path.Combine(path, name));
        }

        File.Move(Path.Combine(beside, List), ListFile, overwrite: true);
    }

    // With the folders that it leaves empty.
    private void Remove(string file)
    {
        if (File.Exists(file))
        {
            File.Delete(file);
        }

        for (
            var folder = Path.GetDirectoryName(file)!;
            folder != path && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();
            folder = Path.GetDirectoryName(folder)!
        )
        {
            Directory.Delete(folder);
        }
    }

    private bool IsInside(string file) =>
        Path.GetFullPath(file, path).StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private ExportFile ListOf(IReadOnlyList<string> names) => new(List, string.Join('\n', [kind, .. names, ""]));

    private RefusedException Refused(string why) =>
        new($"{Printable.Quote(path)} {why}") { NextStep = "name another folder with --output-dir" };

    private static void WriteFlushed(string file, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
