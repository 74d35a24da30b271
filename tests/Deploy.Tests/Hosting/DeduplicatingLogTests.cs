using Cake.Core;
using Cake.Core.Diagnostics;
using Deploy.Hosting;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;
using Deploy.Tests.Reporting;
using NSubstitute;

namespace Deploy.Tests.Hosting;

public sealed class DeduplicatingLogTests
{
    private const string Engine = "An error occurred when executing task '{0}'.";

    private readonly IConsole _console = Substitute.For<IConsole>();
    private readonly RunLog _run = new();

    [Fact]
    public void Should_leave_a_failure_to_the_run_that_tells_it()
    {
        Tell(Runs.Records(Runs.Failed()));

        Log(Engine, "HelmInstall");
        Log("Error: {0}", "staging-users-api was not ready");

        _console.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public void Should_say_what_went_wrong_before_a_run_began()
    {
        Log("Error: {0}", "there is no catalog");

        _console.ReceivedCalls().ShouldNotBeEmpty();
    }

    [Fact]
    public void Should_say_what_kept_a_run_from_telling_its_end()
    {
        Tell(Runs.Records(Runs.Failed()).Where(record => record is not RunEndedRecord));

        Log("Error: {0}", "the report cannot be written");

        _console.ReceivedCalls().ShouldNotBeEmpty();
    }

    private void Tell(IEnumerable<RunRecord> records)
    {
        foreach (var record in records)
        {
            _run.Read(record);
        }
    }

    private void Log(string format, string argument) =>
        new DeduplicatingLog(_console, _run).Write(Verbosity.Quiet, LogLevel.Error, format, argument);
}
