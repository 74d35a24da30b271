using System.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Testing.Runs;
using Deploy.Tools.Git;
using Deploy.Tools.Processes;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Path = System.IO.Path;

namespace Deploy.Tools.Tests.Processes;

public sealed class CommandTests
{
    [Fact]
    public void Should_keep_both_streams_and_the_exit_code() =>
        ShellCommand.Run("echo out; echo err >&2; exit 3").ShouldBe(new CommandResult(3, "out", "err"));

    [Fact]
    public void Should_write_standard_input_and_close_it() =>
        ShellCommand.Run("cat; echo end", input: "a secret\n").Output.ShouldBe("a secret\nend");

    [Fact]
    public void Should_give_an_empty_standard_input_instead_of_the_terminal() =>
        ShellCommand.Run("cat; echo end").Output.ShouldBe("end");

    [Fact]
    public void Should_not_block_on_much_input_and_output_at_once()
    {
        var input = string.Concat(Enumerable.Repeat("0123456789abcde\n", 200_000));
        var result = ShellCommand.Run(
            "cat; cat /dev/null >&2; head -c 3000000 /dev/zero | tr '\\0' 'e' >&2",
            input: input
        );
        result.Output.Length.ShouldBe(input.Length - 1);
        result.Error.Length.ShouldBe(3_000_000);
    }

    [Fact]
    public void Should_not_mind_a_child_that_does_not_read_its_input() =>
        ShellCommand.Run("exit 0", input: new string('x', 1_000_000)).ExitCode.ShouldBe(0);

    [Fact]
    public void Should_keep_carriage_returns_and_nul_characters() =>
        ShellCommand.Run("printf 'a\\rb\\0c\\n\\nd'").Output.ShouldBe("a\rb\0c\n\nd");

    [Fact]
    public void Should_read_characters_that_arrive_in_pieces() =>
        ShellCommand.Run("printf '\\303'; sleep 0.05; printf '\\244'").Output.ShouldBe("ä");

    [Fact]
    public async Task Should_pass_lines_on_as_they_come()
    {
        var lines = new LineLog();
        var settings = new ShellSettings { Lines = lines };
        // The child waits for what the test does when it sees the first line.
        using var folder = new TemporaryFolder();
        lines.On("first", () => File.WriteAllText(Path.Combine(folder.Path, "go"), ""));
        await Shell()
            .RunAsync(
                settings,
                "echo first; until [ -e \"$1/go\" ]; do sleep 0.01; done; echo second >&2",
                [folder.Path]
            );
        lines.Seen.ShouldBe([new(OutputStream.Output, "first"), new(OutputStream.Error, "second")]);
    }

    [Fact]
    public async Task Should_read_on_when_whoever_gets_the_lines_fails()
    {
        var lines = new LineLog();
        lines.OnAny(() => throw new InvalidOperationException("a defect"));
        var run = Shell().RunAsync(new ShellSettings { Lines = lines }, "head -c 1000000 /dev/zero | tr '\\0' '\\n'");
        (await Should.ThrowAsync<InvalidOperationException>(run)).Message.ShouldBe("a defect");
        lines.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_set_and_remove_variables()
    {
        var settings = new ShellSettings { EnvironmentVariables = { ["DEPLOY_TEST"] = "a b", ["HOME"] = null! } };
        var result = await Shell().RunAsync(settings, "echo \"$DEPLOY_TEST/${HOME-none}\"");
        result.Output.ShouldBe("a b/none");
    }

    [Fact]
    public async Task Fault_47_Should_give_a_child_no_credentials_but_its_own()
    {
        Environment.SetEnvironmentVariable("FAULT47_TOKEN", "canary");
        Environment.SetEnvironmentVariable("FAULT47_OPS", "canary");
        Environment.SetEnvironmentVariable("GIT_FAULT47_PASSWORD", "canary");
        Environment.SetEnvironmentVariable("FAULT47_PLAIN", "plain");
        var host = RealCommands.Host() with { SecretVariables = () => ["FAULT47_OPS"] };
        const string Names = "env | grep -o '^[A-Z_]*FAULT47_[A-Z_]*' | sort";

        var shell = await new ShellCommand(host).RunAsync(new ShellSettings(), Names);
        shell.Output.ShouldBe("FAULT47_PLAIN");

        var git = await new GitRunner(host).RunAsync(
            new GitSettings("."),
            ["-c", $"alias.names=!{Names}", "names"],
            default
        );
        git.Output.ShouldBe("FAULT47_PLAIN\nGIT_FAULT47_PASSWORD");

        var told = await new ShellCommand(host).RunAsync(
            new ShellSettings { EnvironmentVariables = { ["FAULT47_TOKEN"] = "given" } },
            "echo $FAULT47_TOKEN"
        );
        told.Output.ShouldBe("given");
    }

    [Fact]
    public async Task Should_ask_the_child_to_stop_when_cancelled()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        var lines = new LineLog();
        lines.On("ready", cancel.Cancel);
        var run = Shell()
            .RunAsync(
                new ShellSettings { Lines = lines },
                "trap 'echo stopped >\"$1/trace\"; exit 0' TERM; echo ready; while :; do sleep 0.02; done",
                [folder.Path],
                cancel: cancel.Token
            );
        await Should.ThrowAsync<OperationCanceledException>(run);
        File.ReadAllText(Path.Combine(folder.Path, "trace")).ShouldBe("stopped\n");
    }

    [Fact]
    public async Task Should_leave_no_grandchild_behind_when_the_child_stops_by_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var cancel = new CancellationTokenSource();
        var lines = new LineLog();
        lines.OnAny(cancel.Cancel);
        var run = Shell()
            .RunAsync(
                new ShellSettings { Lines = lines },
                "sh -c 'sleep 600 & echo $!; wait' & wait",
                cancel: cancel.Token
            );
        await Should.ThrowAsync<OperationCanceledException>(run);
        IsAlive(int.Parse(lines.Seen.ShouldHaveSingleItem().Text)).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_kill_the_whole_tree_of_a_child_that_does_not_stop()
    {
        using var cancel = new CancellationTokenSource();
        var lines = new LineLog();
        lines.OnAny(cancel.Cancel);
        var run = Shell()
            .RunAsync(
                new ShellSettings { Lines = lines, Grace = TimeSpan.FromMilliseconds(50) },
                "trap '' TERM; sleep 600 & echo $!; wait; sleep 600",
                cancel: cancel.Token
            );
        await Should.ThrowAsync<OperationCanceledException>(run);
        IsAlive(int.Parse(lines.Seen.ShouldHaveSingleItem().Text)).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_let_a_child_finish_that_must_not_be_stopped()
    {
        using var cancel = new CancellationTokenSource();
        var lines = new LineLog();
        lines.On("ready", cancel.Cancel);
        var result = await Shell()
            .RunAsync(
                new ShellSettings(OnCancel.Finish) { Lines = lines },
                "trap 'exit 9' TERM; echo ready; sleep 0.1; echo done",
                cancel: cancel.Token
            );
        result.ShouldBe(new CommandResult(0, "ready\ndone", ""));
    }

    [Fact]
    public async Task Should_stop_at_the_deadline_and_say_so()
    {
        var fixture = new CommandFixture().Answers(new Answer(OnInterrupt: InterruptBehaviour.Obeys));
        var run = new ShellCommand(fixture.Host).RunAsync(
            new ShellSettings { ToolTimeout = TimeSpan.FromSeconds(30) },
            "x"
        );
        fixture.Time.Advance(TimeSpan.FromSeconds(29));
        run.IsCompleted.ShouldBeFalse();
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<FailedException>(run)).Problem.ShouldBe("sh: not done after 30 s, so it was stopped");
        fixture.Processes.ShouldHaveSingleItem().WasInterrupted.ShouldBeTrue();
    }

    [Fact]
    public async Task Should_kill_after_the_grace()
    {
        var fixture = new CommandFixture().Answers(new Answer(OnInterrupt: InterruptBehaviour.Ignores));
        using var cancel = new CancellationTokenSource();
        var run = new ShellCommand(fixture.Host).RunAsync(new ShellSettings(), "x", cancel: cancel.Token);
        await cancel.CancelAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(9));
        fixture.Processes[0].WasKilled.ShouldBeFalse();
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<OperationCanceledException>(run);
        fixture.Processes[0].WasKilled.ShouldBeTrue();
    }

    [Theory]
    [InlineData(OnCancel.Stop)]
    [InlineData(OnCancel.Finish)]
    public async Task Fault_43_should_kill_at_once_and_start_nothing_once_the_lock_is_lost(OnCancel onCancel)
    {
        var fixture = new CommandFixture().Answers(new Answer(OnInterrupt: InterruptBehaviour.Ignores));
        var shielded = new ShellCommand(fixture.Host, shielded: true);
        var run = shielded.RunAsync(new ShellSettings(onCancel), "x");
        var lost = new FailedException("the lock is lost");

        fixture.Host.Fence.Close(lost);

        (await Should.ThrowAsync<FailedException>(run)).ShouldBe(lost);
        fixture.Processes.ShouldHaveSingleItem().WasKilled.ShouldBeTrue();
        fixture.Processes[0].WasInterrupted.ShouldBeFalse();
        (await Should.ThrowAsync<FailedException>(shielded.RunAsync(new ShellSettings(), "y"))).ShouldBe(lost);
        fixture.Invocations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fault_43_should_not_go_on_with_the_grace_once_the_lock_is_lost()
    {
        var fixture = new CommandFixture().Answers(new Answer(OnInterrupt: InterruptBehaviour.Ignores));
        using var cancel = new CancellationTokenSource();
        var run = new ShellCommand(fixture.Host, shielded: true).RunAsync(
            new ShellSettings(),
            "x",
            cancel: cancel.Token
        );
        await cancel.CancelAsync();
        fixture.Processes[0].WasInterrupted.ShouldBeTrue();

        fixture.Host.Fence.Close(new("the lock is lost"));

        await Should.ThrowAsync<FailedException>(run);
        fixture.Processes[0].WasKilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Fault_43_should_look_before_it_starts_a_child()
    {
        var fixture = new CommandFixture();
        fixture.Host.Fence.Look = () => fixture.Host.Fence.Close(new("not renewed for 47s"));

        var refusal = await Should.ThrowAsync<FailedException>(
            new ShellCommand(fixture.Host, shielded: true).RunAsync(new ShellSettings(), "x")
        );

        refusal.Problem.ShouldBe("not renewed for 47s");
        fixture.Invocations.ShouldBeEmpty();
        await new ShellCommand(fixture.Host).RunAsync(new ShellSettings(), "git");
        fixture.Invocations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_start_nothing_once_cancelled()
    {
        var fixture = new CommandFixture();
        await Should.ThrowAsync<OperationCanceledException>(
            new ShellCommand(fixture.Host).RunAsync(new ShellSettings(), "x", cancel: new CancellationToken(true))
        );
        fixture.Invocations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_name_the_tool_that_is_not_there()
    {
        var fixture = new CommandFixture { FilesExist = false };
        var problem = await Should.ThrowAsync<FailedException>(
            new ShellCommand(fixture.Host).RunAsync(new ShellSettings(), "x")
        );
        problem.Problem.ShouldBe("sh: Could not locate executable.");
    }

    [Fact]
    public async Task Should_explain_a_file_that_cannot_be_executed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("not-a-program", "\u007fELF but not really");
        ShellCommand.Run("chmod 500 \"$1\"", [file]).ExitCode.ShouldBe(0);
        var problem = await Should.ThrowAsync<FailedException>(
            Shell().RunAsync(new ShellSettings { ToolPath = file }, "x")
        );
        problem.Problem.ShouldContain($"{file} cannot be started");
    }

    [Fact]
    public async Task Should_not_wait_for_a_grandchild_that_keeps_the_output_open()
    {
        var time = new FakeTimeProvider();
        var lines = new LineLog();
        var run = new ShellCommand(RealCommands.Host(time)).RunAsync(
            new ShellSettings { Lines = lines },
            "sleep 600 & echo $!"
        );
        // What the child itself wrote is read before the time that its grandchild gets begins to pass.
        await Patience.UntilAsync("the child's line", () => lines.Seen.Count > 0);
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var result = await run;
        using var grandchild = Process.GetProcessById(int.Parse(result.Output));
        grandchild.Kill();
    }

    [Fact]
    public async Task Should_keep_the_terminal_away_from_a_shielded_child()
    {
        const string ProcessGroup = "cut -d' ' -f5 /proc/$$/stat; echo $$";
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        var shielded = await new ShellCommand(RealCommands.Host(), shielded: true).RunAsync(
            new ShellSettings(),
            ProcessGroup
        );
        var plain = await Shell().RunAsync(new ShellSettings(), ProcessGroup);
        shielded.Output.Split('\n').Distinct().Count().ShouldBe(1, "a process group of its own");
        plain.Output.Split('\n').Distinct().Count().ShouldBe(2, "the group of this process");
    }

    [Fact]
    public async Task Should_give_a_shielded_child_its_arguments_unchanged()
    {
        var result = await new ShellCommand(RealCommands.Host(), shielded: true).RunAsync(
            new ShellSettings(),
            "printf '%s|' \"$@\"",
            ["a b", "\"", "\\", ""]
        );
        result.Output.ShouldBe("a b|\"|\\||");
    }

    [Fact]
    public async Task Should_shield_with_perl_where_there_is_no_setsid()
    {
        var perl = new PathToolLocator(RealCommands.Host().FileSystem, RealCommands.Host().Environment).Resolve("perl");
        Assert.SkipWhen(perl is null, "there is no perl");
        var tools = Substitute.For<IToolLocator>();
        tools.Resolve("perl").Returns(perl);
        tools.Resolve("setsid").Returns((FilePath?)null);
        var start = new ProcessStartInfo("/bin/sh", "-c \"cut -d' ' -f5 /proc/$$/stat; echo $$; echo $1\" sh \"a b\"")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        new TerminalShield(RealCommands.Host().Environment, tools).Apply(start);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        output.ShouldBe($"{process.Id}\n{process.Id}\na b\n");
    }

    [Fact]
    public async Task Should_run_many_children_at_once()
    {
        var runs = Enumerable.Range(0, 24).Select(i => Shell().RunAsync(new ShellSettings(), $"echo {i}"));
        (await Task.WhenAll(runs))
            .Select(result => result.Output)
            .ShouldBe(Enumerable.Range(0, 24).Select(i => $"{i}"));
    }

    private static ShellCommand Shell() => new(RealCommands.Host());

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            // One that ended and was not reaped yet by its adoptive parent still has an entry.
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}
