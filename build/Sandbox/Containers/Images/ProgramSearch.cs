namespace Deploy.Sandbox.Containers.Images;

/// <summary>Finds out what an image's program needs to start, and whether the image or else this machine has it.</summary>
internal sealed class ProgramSearch(HostInterpreters host)
{
    private const int MostInterpreters = 4;

    /// <summary>What of this machine the program needs beside its image.</summary>
    /// <exception cref="CannotRunException">Neither the image nor this machine has it.</exception>
    /// <exception cref="StartFailedException">The image has no such program, on any machine.</exception>
    public HostParts NeedsOf(ContainerImage image, IReadOnlyList<string> command, string path, string workingDirectory)
    {
        var root = new RootFolder(image.Root);
        var name =
            command.Count > 0
                ? command[0]
                : throw new StartFailedException("no command specified, and the image has none");
        for (var step = 0; step < MostInterpreters; step++)
        {
            if (Find(root, name, path, workingDirectory) is not { } found)
            {
                return IsComplete(root) || !HostInterpreters.IsOne(name)
                    ? throw NotFound(name, step)
                    : host.PartsFor(Path.GetFileName(name));
            }

            var header =
                ProgramHeader.Read(found)
                ?? throw new StartFailedException($"exec {name}: exec format error (made for another machine?)");
            if (header.Interpreter is not { } interpreter)
            {
                return HostParts.None;
            }

            if (!header.IsScript)
            {
                return File.Exists(root.Resolve(interpreter))
                    ? HostParts.None
                    : throw new CannotRunException($"{name} needs {interpreter}, which its image does not have");
            }

            name = interpreter.EndsWith("/env", StringComparison.Ordinal)
                ? header.Argument?.Split(' ').FirstOrDefault(word => !word.StartsWith('-')) ?? interpreter
                : interpreter;
        }

        throw new StartFailedException($"exec {command[0]}: too many levels of interpreters");
    }

    // A system of its own; what it lacks it lacks everywhere.
    private static bool IsComplete(RootFolder root) =>
        Directory.Exists(root.Resolve("/usr/bin")) || File.Exists(root.Resolve("/bin/sh"));

    private static string? Find(RootFolder root, string name, string path, string workingDirectory)
    {
        IEnumerable<string> candidates =
            name.StartsWith('/') ? [name]
            : name.Contains('/') ? [$"{workingDirectory}/{name}"]
            : path.Split(':').Select(folder => $"{folder}/{name}");
        return candidates.Select(candidate => root.Resolve(candidate)).FirstOrDefault(File.Exists);
    }

    private static StartFailedException NotFound(string name, int step) =>
        new(
            name.Contains('/') || step > 0
                ? $"exec: \"{name}\": stat {name}: no such file or directory"
                : $"exec: \"{name}\": executable file not found in $PATH"
        );
}
