using Deploy.Integration.Flows;

namespace Deploy.Integration.Operate;

/// <summary>The completion of bash, by bash.</summary>
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

    [Theory]
    [InlineData("zsh", "compdef _deploy_build")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Should_have_a_script_for_other_shells(string shell, string expected)
    {
        var script = await _checkout.DeployAsync($"--completion={shell}");

        script.Output.ShouldContain(expected);
        script.Output.ShouldContain("users/api");
    }

    [Fact]
    public async Task Should_refuse_a_shell_that_it_does_not_know() =>
        (await _checkout.DeployAsync("--completion=fish")).ExitCode.ShouldBe(2);

    private static async Task<string> BashAsync(string file)
    {
        using var bash = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("bash", [file]) { RedirectStandardOutput = true }
        )!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
