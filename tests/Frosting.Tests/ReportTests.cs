using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class ReportTests
{
    [Theory]
    [InlineData("--verbosity=normal")]
    [InlineData("--verbosity=quiet")]
    public void Should_list_setup_tasks_and_teardown_with_a_total(string verbosity)
    {
        var report = Report(Host().Run("--target=Umbrella", verbosity));

        report
            .Select(row => row.Split(' ')[0])
            .ShouldBe(["Task", "Setup", "Work", "Idle", "Umbrella", "Teardown", "Total:"]);
        report[0].ShouldMatch("^Task +Duration +Status +Skip Reason$");
        report[2].ShouldMatch(@"^Work +\d\d:\d\d:\d\d\S* +Succeeded$");
        report[3].ShouldMatch("^Idle +- +Skipped +nothing to do$");
        report[4].ShouldMatch(@"^Umbrella +\S+ +Succeeded$");
    }

    [Fact]
    public void Should_leave_out_the_column_for_reasons_when_there_are_none() =>
        Report(Host().Run("--target=Work"))[0].ShouldMatch("^Task +Duration +Status$");

    [Theory]
    [InlineData("--no-report")]
    [InlineData("--settings_noreport=true")]
    public void Should_leave_out_the_report_when_told_so(string option) =>
        Host().Run("--target=Work", option).Tables.ShouldNotContain("Total:");

    [Fact]
    public void Should_report_a_failure_even_when_told_not_to() =>
        Host().Run("--target=Failing", "--no-report").Tables.ShouldContain("Total:");

    [Theory]
    [InlineData("normal", true)]
    [InlineData("minimal", false)]
    public void Should_announce_tasks_and_lifetimes_from_normal_up(string verbosity, bool announced)
    {
        var tables = Host().Run("--target=Work", "--no-report", $"--verbosity={verbosity}").Tables;

        foreach (var step in (string[])["Setup", "Work", "TearDown"])
        {
            tables.Contains(step, StringComparison.Ordinal).ShouldBe(announced);
        }
    }

    [Fact]
    public void Should_use_the_printer_that_the_program_registers()
    {
        var run = Host()
            .Configure(host =>
                host.ConfigureServices(services => services.AddSingleton<ICakeReportPrinter, JournalPrinter>())
            )
            .Run("--target=Work");

        run.Tables.ShouldBeEmpty();
        run.Journal.ShouldBe(["setup", "step Work", "Work", "teardown", "report of 3"]);
    }

    private static TestHost Host() =>
        new TestHost()
            .With<Umbrella>()
            .With<Work>()
            .With<Idle>()
            .With<Failing>()
            .Configure(host => host.UseLifetime<JournalLifetime>());

    /// <summary>The lines of the last table, without rules.</summary>
    private static List<string> Report(Run run)
    {
        var lines = run.Tables.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var start = Array.FindLastIndex(lines, line => line.StartsWith("Task ", StringComparison.Ordinal));
        return [.. lines[start..].Where(line => !line.StartsWith('━'))];
    }

    private sealed class Work : Recorded;

    private sealed class Idle : Recorded, IFrostingTask
    {
        public string SkippedMessage => "nothing to do";

        public override bool ShouldRun(JournalContext context) => false;
    }

    [IsDependentOn(typeof(Work))]
    [IsDependentOn(typeof(Idle))]
    private sealed class Umbrella : FrostingTask;

    private sealed class Failing : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("It broke.");
    }

    private sealed class JournalPrinter(Journal journal) : ICakeReportPrinter
    {
        public void Write(CakeReport report) => journal.Add($"report of {report.Count()}");

        public void WriteStep(string name, Verbosity verbosity) => journal.Add($"step {name}");

        public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

        public void WriteSkippedStep(string name, Verbosity verbosity) { }
    }
}
