using System.Text.RegularExpressions;

namespace Deploy.CrashSweep.Kernel;

/// <summary>What the program itself, not its children, asked the kernel to change.</summary>
internal sealed partial class KernelTrace
{
    /// <summary>Every call by which Linux lets a program change a file or send a request, and those that make threads.</summary>
    public const string Calls =
        "open,openat,openat2,creat,write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,splice,mmap,io_uring_enter,"
        + "truncate,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,"
        + "mknod,mknodat,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,setxattr,fsetxattr,utimensat,sendto,sendmsg,"
        + "clone,clone3,vfork,fork,execve";

    private readonly List<string> _lines;

    private KernelTrace(List<string> lines) => _lines = lines;

    /// <summary>Reads the files of <c>strace -ff</c>: one for each thread, of children too.</summary>
    /// <param name="traces">How their names begin.</param>
    public static KernelTrace Read(string traces)
    {
        var files = Directory
            .EnumerateFiles(Path.GetDirectoryName(traces)!, $"{Path.GetFileName(traces)}.*")
            .ToDictionary(file => Path.GetExtension(file)[1..], file => File.ReadAllLines(file).ToList());
        var children = files.Values.SelectMany(lines => lines).Select(Process).OfType<string>().ToHashSet();
        var program = files.Keys.Single(id =>
            !children.Contains(id)
            && files[id] is [var first, ..]
            && first.StartsWith("execve(", StringComparison.Ordinal)
        );
        return new([.. ThreadsOf(program, files).SelectMany(thread => files[thread])]);
    }

    /// <summary>Changes below a folder.</summary>
    public IEnumerable<KernelCall> ChangesBelow(string root) =>
        _lines
            .Select(KernelCall.Parse)
            .OfType<KernelCall>()
            .Where(call => call.Path.StartsWith($"{root}/", StringComparison.Ordinal));

    /// <summary>The first lines of requests that can change something, as they went out: <c>PUT /v2/…</c>.</summary>
    public IEnumerable<string> Requests() =>
        _lines
            .Select(line => Request().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["request"].Value);

    /// <summary>How many children were started.</summary>
    public int Children => _lines.Count(line => Process(line) is not null);

    private static IEnumerable<string> ThreadsOf(string thread, Dictionary<string, List<string>> files) =>
        files.TryGetValue(thread, out var lines)
            ? lines
                .Select(line => Thread().Match(line))
                .Where(match => match.Success)
                .SelectMany(match => ThreadsOf(match.Groups["id"].Value, files))
                .Prepend(thread)
            : [];

    private static string? Process(string line) =>
        ChildProcess().Match(line) is { Success: true } match
        && !line.Contains("CLONE_THREAD", StringComparison.Ordinal)
            ? match.Groups["id"].Value
            : null;

    [GeneratedRegex("""^clone3?\(.*CLONE_THREAD.*\) += (?<id>\d+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Thread();

    [GeneratedRegex("""^(clone3?|v?fork)\(.*\) += (?<id>\d+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex ChildProcess();

    [GeneratedRegex(
        """^(sendto|sendmsg|write|writev)\(.*"(?<request>(POST|PUT|PATCH|DELETE) /[^ "]*)""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Request();
}
