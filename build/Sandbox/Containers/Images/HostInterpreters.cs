using System.Collections.Concurrent;
using System.Diagnostics;

namespace Deploy.Sandbox.Containers.Images;

/// <summary>Folders of this machine that a container sees at the same path, read-only, where its image has nothing there.</summary>
/// <param name="Folders">What is shown.</param>
/// <param name="SearchPath">What stands before the container's PATH; may be empty.</param>
internal sealed record HostParts(IReadOnlyList<string> Folders, IReadOnlyList<string> SearchPath)
{
    public static readonly HostParts None = new([], []);
}

/// <summary>
/// The interpreters of this machine, for images that hold nothing but a script or a zipapp: such an image stands on a base
/// that is not there, and this machine stands in for it.
/// </summary>
/// <param name="path">The PATH that they are looked for on.</param>
internal sealed class HostInterpreters(string path)
{
    private static readonly string[] System =
    [
        "/usr",
        "/bin",
        "/sbin",
        "/lib",
        "/lib32",
        "/lib64",
        "/etc/ld.so.cache",
        "/etc/ssl",
        "/etc/pki",
        "/etc/alternatives",
        "/etc/localtime",
    ];

    private static readonly string[] Names = ["bash", "env", "node", "perl", "python", "ruby", "sh"];

    private readonly ConcurrentDictionary<string, HostParts> _known = new(StringComparer.Ordinal);

    public static bool IsOne(string command) =>
        Path.GetFileName(command) is var name
        && (Names.Contains(name) || name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.') == "python");

    /// <summary>What a program needs that this interpreter starts.</summary>
    /// <exception cref="CannotRunException">This machine does not have it.</exception>
    public HostParts PartsFor(string name) => _known.GetOrAdd(name, Look);

    private HostParts Look(string name)
    {
        var found = path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            throw new CannotRunException($"it needs {name}, which neither its image nor this machine has");
        }

        var folders = System.Where(Path.Exists).ToList();
        var (program, prefixes) = name.StartsWith("python", StringComparison.Ordinal)
            ? AskPython(found)
            : (found, [Path.GetDirectoryName(Path.GetDirectoryName(found)) ?? "/"]);
        var others = prefixes.Where(prefix => prefix.Length > 1 && !IsWithin(prefix, folders)).Distinct().ToList();
        return new HostParts(
            [.. folders, .. others],
            IsWithin(program, folders) ? [] : [Path.GetDirectoryName(program)!]
        );
    }

    private static bool IsWithin(string file, List<string> folders) =>
        folders.Exists(folder => file == folder || file.StartsWith($"{folder}/", StringComparison.Ordinal));

    // What stands on the PATH may be a shim that looks elsewhere; Python itself knows where it is.
    private (string Program, string[] Prefixes) AskPython(string shim)
    {
        var start = new ProcessStartInfo(
            shim,
            ["-I", "-c", "import sys; print(sys.executable, sys.prefix, sys.base_prefix, sep='\\n')"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = path;
        try
        {
            using var python = Process.Start(start)!;
            var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            python.WaitForExit();
            if (python.ExitCode == 0 && lines is [var program, .. var prefixes])
            {
                return (program, prefixes);
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It cannot be started.
        }

        throw new CannotRunException($"it needs Python, and {shim} does not start");
    }
}
