using System.Text;
using System.Text.RegularExpressions;

namespace Deploy.CrashSweep.States;

/// <summary>Every file of the checkout, of the chart repository, of the registry and of what the program keeps.</summary>
internal static partial class FileFacts
{
    // Git's own; Helm's and kubectl's caches; the platform's bookkeeping; the runs, which are named by their time, and of
    // which one that was killed keeps what it was writing.
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
            .Select(file => $"file {file.Name} {DigestOf(file.File)} {Mode(file.File)}");

    private static bool IsPlatformState(string name) =>
        name.StartsWith(".sandbox/", StringComparison.Ordinal) && name.IndexOf('/', ".sandbox/".Length) < 0;

    private static string DigestOf(string file)
    {
        var content = File.ReadAllBytes(file);
        return Path.GetFileName(file) switch
        {
            "index.yaml" => DigestOfText(WithoutTimes().Replace(Encoding.UTF8.GetString(content), "")),
            _ => Digest.Of(content).Value,
        };
    }

    private static string DigestOfText(string text) => Digest.Of(Encoding.UTF8.GetBytes(text)).Value;

    private static string Mode(string file) => OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(file).ToString();

    [GeneratedRegex("""^.*(?:created|generated): .*$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex WithoutTimes();
}
