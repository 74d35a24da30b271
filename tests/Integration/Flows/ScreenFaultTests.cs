using System.Text.Json;
using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>Row 40 of the faults: nobody reads, or what reads is no terminal worth the name.</summary>
public sealed class ScreenFaultTests : IDisposable
{
    private const string Run = "$DEPLOY --target=InstallProd --env=staging --services=infosite";

    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData($"{Run} | head -1; exit ${{PIPESTATUS[0]}}")]
    [InlineData($"{Run} >/dev/full 2>&1")]
    [InlineData($"{Run} >&- 2>&-")]
    public async Task Fault_40_should_deploy_although_nobody_reads(string script)
    {
        await RequireHelmAsync();

        var outcome = await _checkout.BashAsync(script);

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Error.ShouldNotContain("Unhandled");
        var events = Journal().Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events[0].GetProperty("event").GetString().ShouldBe("run_started");
        events.ShouldContain(each => each.GetProperty("event").GetString() == "proven");
        events
            .Last(each => each.GetProperty("event").GetString() == "run_ended")
            .GetProperty("exit_code")
            .GetInt32()
            .ShouldBe(0);
    }

    [Fact]
    public async Task Fault_40_should_write_no_escape_code_into_files()
    {
        await RequireHelmAsync();

        var outcome = await _checkout.BashAsync($"{Run} >out.txt 2>err.txt", ("TERM", "xterm-256color"));

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        foreach (
            var file in Directory
                .EnumerateFiles(Path.Combine(_checkout.Root, ".deploy", "runs"), "*", SearchOption.AllDirectories)
                .Append(Path.Combine(_checkout.Root, "out.txt"))
                .Append(Path.Combine(_checkout.Root, "err.txt"))
        )
        {
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain('\e', file);
        }
    }

    [Theory]
    [InlineData("dumb", "", false, false)]
    [InlineData("xterm-256color", "1", true, false)]
    [InlineData("xterm-256color", "", true, true)]
    public async Task Fault_40_should_take_the_terminal_for_what_it_is(
        string terminal,
        string noColor,
        bool draws,
        bool colours
    )
    {
        await RequireHelmAsync();
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Skip("there is no script(1) to make a terminal with");
        }

        var outcome = await _checkout.BashAsync(
            $"script --quiet --return --command \"stty cols 40 rows 12; {Run}\" /dev/null </dev/null",
            ("TERM", terminal),
            ("NO_COLOR", noColor)
        );

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.Contains("\e[?2026h").ShouldBe(draws);
        outcome.Output.Contains("\e[32m").ShouldBe(colours);
        outcome.Output.ShouldContain("staging-infosite");
        if (!draws)
        {
            outcome.Output.ShouldNotContain('\e');
        }
    }

    private string[] Journal() =>
        File.ReadAllLines(
            Directory
                .EnumerateFiles(
                    Path.Combine(_checkout.Root, ".deploy", "runs"),
                    "journal.jsonl",
                    SearchOption.AllDirectories
                )
                .ShouldHaveSingleItem()
        );

    private static async Task RequireHelmAsync()
    {
        if ((await RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }
}
