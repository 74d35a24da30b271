using System.Diagnostics;
using System.Runtime.Versioning;

namespace Deploy.Integration.Scripts;

/// <summary>When the scripts compile, and what becomes of it; both by the same rules.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CompilingTests : IDisposable
{
    private readonly ScriptCheckout _checkout = new();

    public static TheoryData<string> Scripts => [.. ScriptCheckout.Scripts];

    /// <summary>Every script first, and every script then.</summary>
    public static TheoryData<string, string> Pairs =>
        [.. ScriptCheckout.Scripts.SelectMany(one => ScriptCheckout.Scripts.Select(other => (one, other)))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Should_compile_once_for_both(string first, string then)
    {
        PowerShell.RequireFor(first, then);

        (await _checkout.RunAsync(first)).Error.ShouldBe("Compiling the deploy program (once per change)…\n");
        (await _checkout.RunAsync(then)).Error.ShouldBeEmpty();

        _checkout.Compilations().Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Should_compile_again_when_a_source_changed_came_or_went(string script)
    {
        PowerShell.RequireFor(script);
        (string, Action)[] changes =
        [
            ("changed", () => _checkout.Write("build/Deploy/Old.cs", "// new")),
            ("came", () => _checkout.Write("build/Deploy/New.cs", "")),
            ("came, hidden", () => _checkout.Write("build/Deploy/.hidden", "")),
            ("went", () => File.Delete(Path.Combine(_checkout.Root, "build/Deploy/Old.cs"))),
            ("outside of build", () => _checkout.Write(".editorconfig", "root = true")),
            ("the build itself went", () => Directory.GetDirectories(_checkout.Programs).ToList().ForEach(Delete)),
        ];
        await _checkout.RunAsync(script);

        foreach (var (name, change) in changes)
        {
            var before = _checkout.Compilations().Count;
            _checkout.Age(TimeSpan.FromMinutes(1));
            change();
            await _checkout.RunAsync(script);
            await _checkout.RunAsync(script);
            _checkout.Compilations().Count.ShouldBe(before + 1, name);
        }

        static void Delete(string folder) => Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Should_compile_in_the_same_way()
    {
        PowerShell.RequireFor("build.ps1");
        await _checkout.RunAsync("build.sh");
        _checkout.Age(TimeSpan.FromMinutes(1));
        _checkout.Write("build/Deploy/Old.cs", "// new");
        await _checkout.RunAsync("build.ps1");

        var options = _checkout.Compilations().Select(WithoutFolder).ToList();
        options.Count.ShouldBe(2);
        options[1].ShouldBe(options[0]);
        options[0].ShouldContain("-p:RunAnalyzers=false\n");

        static string WithoutFolder(string compilation) =>
            string.Join('\n', compilation.Split('\n').Where(line => !line.StartsWith(".artifacts/program/")));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Should_tell_who_waits_for_the_compilation_of_another(string first, string then)
    {
        PowerShell.RequireFor(first, then);
        var go = Path.Combine(_checkout.Elsewhere, "go");
        var slow = _checkout.Start(first, "1");
        slow.Environment["GO"] = go;
        using var compiling = Begin(slow);
        (await compiling.StandardError.ReadLineAsync(Cancel)).ShouldBe(
            "Compiling the deploy program (once per change)…"
        );

        using var waiting = Begin(_checkout.Start(then, "2"));
        (await waiting.StandardError.ReadLineAsync(Cancel)).ShouldBe(
            "Another run compiles the deploy program; waiting for it…"
        );
        await File.WriteAllTextAsync(go, "", Cancel);

        (await compiling.StandardOutput.ReadToEndAsync(Cancel)).ShouldEndWith("<1>");
        (await waiting.StandardOutput.ReadToEndAsync(Cancel)).ShouldEndWith("<2>");
        (await waiting.StandardError.ReadToEndAsync(Cancel)).ShouldBeEmpty();
        _checkout.Compilations().Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Should_say_why_it_does_not_compile_and_leave_nothing(string script)
    {
        PowerShell.RequireFor(script);
        var start = _checkout.Start(script);
        start.Environment["BROKEN"] = "Old.cs(1,1): error CS1002: ; expected";

        var outcome = await Outcome.OfAsync(start);

        outcome.ExitCode.ShouldBe(2, outcome.ToString());
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain("error CS1002: ; expected\n");
        outcome.Error.ShouldEndWith("Error: the deploy program does not compile; see above.\n");
        Directory.EnumerateFileSystemEntries(_checkout.Programs).Select(Path.GetFileName).ShouldBe(["lock"]);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Should_say_who_cannot_write_where(string script)
    {
        PowerShell.RequireFor(script);
        _checkout.Write(".artifacts", "no folder");

        var outcome = await _checkout.RunAsync(script);

        outcome.ExitCode.ShouldBe(2, outcome.ToString());
        outcome.Error.ShouldContain($"cannot write to {_checkout.Programs}");
        outcome.Error.ShouldContain("Let its owner run ./build.");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Should_keep_older_builds_that_something_runs_from(string script)
    {
        PowerShell.RequireFor(script);
        foreach (var name in new[] { "running1", "finished" })
        {
            Directory.CreateDirectory(Path.Combine(_checkout.Programs, name));
        }

        _checkout.Age(TimeSpan.FromHours(2));
        using var running = Process.Start(
            new ProcessStartInfo("bash", ["-c", "read -r", ".artifacts/program/running1/Deploy.dll"])
            {
                RedirectStandardInput = true,
            }
        )!;

        var outcome = await _checkout.RunAsync(script);
        running.StandardInput.Close();

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        var current = (await File.ReadAllTextAsync(Path.Combine(_checkout.Programs, "current"), Cancel)).Trim();
        Directory
            .GetDirectories(_checkout.Programs)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(new[] { current, "running1" }.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("022", UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [InlineData("077", UnixFileMode.None)]
    public async Task Should_let_others_start_it_where_the_umask_does(string umask, UnixFileMode others)
    {
        var start = _checkout.StartCommand(
            "bash",
            "-c",
            $"umask {umask}; \"$0\"",
            Path.Combine(_checkout.Root, "build.sh")
        );

        (await Outcome.OfAsync(start)).ExitCode.ShouldBe(0);

        var mode = File.GetUnixFileMode(Directory.GetDirectories(_checkout.Programs).Single());
        (mode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)).ShouldBe(others);
    }

    private static Process Begin(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }
}
