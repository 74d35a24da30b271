using System.Text;
using System.Text.RegularExpressions;
using Deploy.Model;

namespace Deploy.CrashSweep.States;

/// <summary>Every file of the checkout, of the chart repository, of the registry and of what the program keeps.</summary>
internal static partial class FileFacts
{
    // Git's own; Helm's and kubectl's caches; the platform's bookkeeping; the runs, which have their journals.
    private static readonly string[] _elsewhere =
    [
        ".git/",
        ".tools",
        ".deploy/cache/kube/",
        ".deploy/runs/",
        ".sandbox/registry/uploads/",
    ];

    public static IEnumerable<string> Of(Arena arena) =>
        Directory
            .EnumerateFiles(arena.Repository, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(arena.Repository, file)))
            .Where(file => !_elsewhere.Any(part => file.Name.StartsWith(part, StringComparison.Ordinal)))
            .Where(file => !IsPlatformState(file.Name))
            .Select(file => $"file {file.Name} {DigestOf(file.File)} {Mode(file.File)}")
            .Concat(Unfinished(arena.Repository));

    private static bool IsPlatformState(string name) =>
        name.StartsWith(".sandbox/", StringComparison.Ordinal) && name.IndexOf('/', ".sandbox/".Length) < 0;

    // Runs have names of their own; what no run may leave is a file that is only half there.
    private static IEnumerable<string> Unfinished(string repository) =>
        Directory.Exists(Path.Combine(repository, ".deploy/runs"))
            ? Directory
                .EnumerateFiles(Path.Combine(repository, ".deploy/runs"), "*", SearchOption.AllDirectories)
                .Select(Path.GetFileName)
                .Where(name => name!.EndsWith(".tmp", StringComparison.Ordinal))
                .Select(name => $"unfinished {name}")
            : [];

    private static string DigestOf(string file)
    {
        var content = File.ReadAllBytes(file);
        return Path.GetFileName(file) switch
        {
            "index.yaml" => DigestOfText(WithoutTimes().Replace(Encoding.UTF8.GetString(content), "")),
            // Which file a version was asked of: its time of change is the machine's.
            "tools.json" => "",
            _ => Digest.Of(content).Value,
        };
    }

    private static string DigestOfText(string text) => Digest.Of(Encoding.UTF8.GetBytes(text)).Value;

    private static string Mode(string file) => OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(file).ToString();

    [GeneratedRegex("""^.*(created|generated): .*$""", RegexOptions.Multiline)]
    private static partial Regex WithoutTimes();
}
