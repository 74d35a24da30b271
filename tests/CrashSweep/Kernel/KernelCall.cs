using System.Text.RegularExpressions;

namespace Deploy.CrashSweep.Kernel;

/// <summary>A call that changed something, as strace wrote it down.</summary>
/// <param name="Verb">What a stop point calls it; the name of the call where no point knows it.</param>
/// <param name="Path">What it changed, absolute.</param>
internal sealed partial record KernelCall(string Verb, string Path)
{
    // Of two paths, the one that is changed.
    private static readonly HashSet<string> _toSecond =
    [
        "rename",
        "renameat",
        "renameat2",
        "link",
        "linkat",
        "symlink",
        "symlinkat",
    ];

    private static readonly Dictionary<string, string> _verbs = new(StringComparer.Ordinal)
    {
        ["rename"] = "rename to",
        ["link"] = "link",
        ["symlink"] = "link",
        ["unlink"] = "delete",
        ["rmdir"] = "delete",
        ["mkdir"] = "make",
        ["chmod"] = "chmod",
        ["fchmod"] = "chmod",
        ["utimensat"] = "touch",
        ["ftruncate"] = "truncate",
        ["fallocate"] = "reserve",
        ["write"] = "write",
        ["pwrite64"] = "write",
        ["pwritev"] = "write",
        ["sendfile"] = "write",
        ["open"] = "create",
        ["openat"] = "create",
    };

    /// <summary>Reads a line; null where the call failed, or can have changed nothing.</summary>
    public static KernelCall? Parse(string line)
    {
        var match = Form().Match(line);
        if (!match.Success || match.Groups["result"].Value.StartsWith('-'))
        {
            return null;
        }

        var (call, arguments) = (match.Groups["call"].Value, match.Groups["arguments"].Value);
        if (call.StartsWith("open", StringComparison.Ordinal) && !Creates().IsMatch(arguments))
        {
            return null;
        }

        if (call == "mmap" && !(arguments.Contains("MAP_SHARED") && arguments.Contains("PROT_WRITE")))
        {
            return null;
        }

        var paths = Paths().Matches(arguments).Select(path => path.Groups["path"].Value).ToList();
        var changed = _toSecond.Contains(call) ? paths.LastOrDefault() : paths.FirstOrDefault();
        return changed is null ? null : new(_verbs.GetValueOrDefault(call, call), changed);
    }

    [GeneratedRegex("""^(?<call>\w+)\((?<arguments>.*)\) += (?<result>\S+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex("O_CREAT|O_TRUNC|O_TMPFILE")]
    private static partial Regex Creates();

    // "/a/path", or 7</a/path> of an open file.
    [GeneratedRegex("""(^|[ (])("(?<path>/[^"]*)"|\d+<(?<path>/[^>]*)>)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Paths();
}
