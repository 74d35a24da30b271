using Deploy.Testing;

namespace Deploy.CrashSweep;

/// <summary>The library that is preloaded into the program, compiled from <c>stop.c</c>.</summary>
internal sealed class StopLibrary : IDisposable
{
    // What git and helm are asked only to look. Everything else that is started counts as an effect.
    private static readonly string[] _reads =
    [
        "git log",
        "git ls-files",
        "git remote",
        "git rev-list",
        "git rev-parse",
        "git status",
        "helm version",
        "helm status",
        "helm list",
        "helm history",
        "helm get",
    ];

    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "stop.so");

    /// <summary>Compiles it; skips the test where there is no compiler of C, or no Linux.</summary>
    public static async Task<StopLibrary> CompileAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "LD_PRELOAD is Linux's");
        var library = new StopLibrary();
        var source = System.IO.Path.Combine(AppContext.BaseDirectory, "stop.c");
        var compiled = await Shell.RunAsync(
            library._folder.Path,
            "command -v cc >/dev/null || exit 77; cc -shared -fPIC -O1 -o \"$0\" \"$1\" -ldl -lpthread",
            [library.Path, source]
        );
        Assert.SkipWhen(compiled.ExitCode == 77, "there is no C compiler (cc)");
        compiled.ExitCode.ShouldBe(0, compiled.ToString());
        return library;
    }

    /// <summary>The variables of a run that notes its points, and is killed at one of them.</summary>
    public IEnumerable<(string Name, string Value)> Variables(string root, string log, StopPoint? at) =>
        [
            ("STOP_ROOT", root),
            ("STOP_LOG", log),
            ("STOP_READS", string.Concat(_reads.Select(read => $" {read},"))),
            ("STOP_LIBRARY", Path),
            ("DOTNET_STARTUP_HOOKS", System.IO.Path.Combine(AppContext.BaseDirectory, "StopHook.dll")),
            ("PRELOAD", Path),
            .. at is null ? Array.Empty<(string, string)>() : [("STOP_AT", at.ToString())],
        ];

    public void Dispose() => _folder.Dispose();
}
