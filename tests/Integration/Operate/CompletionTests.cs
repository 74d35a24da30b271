namespace Deploy.Integration.Operate;

/// <summary>Completion by the shells themselves; that of PowerShell is read only, where there is none to run it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData("./build.sh --tar", "--target=")]
    [InlineData("./build.sh --target = Inst", "InstallDev InstallProd")]
    [InlineData("./build.sh --env =", "dev edge prod staging")]
    [InlineData("./build.sh --services = infosite,us", "infosite,users/api infosite,users/workflow")]
    [InlineData("./build.sh --services = %", "%dev %prod %remoting %staging")]
    public async Task Should_complete_in_bash(string words, string expected)
    {
        var script = await _checkout.DeployAsync("--completion=bash");
        script.ExitCode.ShouldBe(0, script.ToString());
        var file = Path.Combine(_checkout.Root, "complete.sh");
        await File.WriteAllTextAsync(
            file,
            $"{script.Output}\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n_deploy_build 2>/dev/null\necho \"${{COMPREPLY[*]}}\"\n",
            TestContext.Current.CancellationToken
        );

        (await BashAsync(file)).Trim().ShouldBe(expected);
    }

    // What is typed, Tab, and what the line is then.
    [Theory]
    [InlineData("./build.sh --tar", "[./build.sh --target=]")]
    [InlineData("./build.sh --pla", "[./build.sh --pla]", "--plan", "--platform=")]
    [InlineData("./build.sh --target=Inst", "[./build.sh --target=Install]")]
    [InlineData("./build.sh --env=", "[./build.sh --env=]", "dev", "edge", "prod", "staging")]
    [InlineData("./build.sh --services=infosite,us", "[./build.sh --services=infosite,users/]")]
    [InlineData("./build.sh --plan --services=infosite,users/a", "[./build.sh --plan --services=infosite,users/api ]")]
    [InlineData("./build.sh --services=%st", "[./build.sh --services=%staging ]")]
    public async Task Should_complete_in_zsh(string typed, string line, params string[] listed)
    {
        Assert.SkipUnless(HasZsh(), "zsh is not installed");
        var script = await _checkout.DeployAsync("--completion=zsh");
        script.ExitCode.ShouldBe(0, script.ToString());
        var file = Path.Combine(_checkout.Root, "complete.zsh");
        await File.WriteAllTextAsync(file, script.Output, TestContext.Current.CancellationToken);
        var drive = Path.Combine(_checkout.Root, "drive.zsh");
        await File.WriteAllTextAsync(drive, Terminal, TestContext.Current.CancellationToken);

        var shown = await RunAsync("zsh", "-f", drive, file, typed);

        shown.ShouldContain(line);
        listed.ShouldAllBe(word => shown.Contains(word), shown);
    }

    // A zsh at a terminal of its own, as a person has it: Control-X prints the line and ends it.
    private const string Terminal = """
        zmodload zsh/zpty
        zpty shell 'TERM=dumb COLUMNS=200 zsh -f -i'
        zpty -w shell "PS1= PS2= PROMPT_EOL_MARK=; autoload -Uz compinit; compinit -u -D; source $1
        show() { print -r -- \"[\$BUFFER]\"; exit }; zle -N show; bindkey '^X' show; print READY-\$((40+2))"
        zpty -r shell out '*READY-42*'
        zpty -w -n shell "$2"$'\t'$'\C-x'
        zpty -r shell out '*\[.*\]*'
        print -r -- "$out"
        """;

    [Fact]
    public async Task Should_have_a_script_for_PowerShell()
    {
        var script = await _checkout.DeployAsync("--completion=pwsh");

        script.Output.ShouldContain("Register-ArgumentCompleter");
        script.Output.ShouldContain("'users/api'");
        script.Output.Count(letter => letter == '{').ShouldBe(script.Output.Count(letter => letter == '}'));
    }

    [Fact]
    public async Task Should_refuse_a_shell_that_it_does_not_know() =>
        (await _checkout.DeployAsync("--completion=fish")).ExitCode.ShouldBe(2);

    private static bool HasZsh() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "zsh")));

    private static Task<string> BashAsync(string file) => RunAsync("bash", file);

    private static async Task<string> RunAsync(string shell, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
