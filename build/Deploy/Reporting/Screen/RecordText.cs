using Cake.Core.Diagnostics;
using Deploy.Journal.Records;

namespace Deploy.Reporting.Screen;

/// <summary>What the console says when something happens: at most a line, or nothing at this verbosity.</summary>
internal static class RecordText
{
    /// <summary>The line; null where there is nothing to say.</summary>
    public static HuedLine? Of(RunRecord record, Verbosity verbosity) =>
        record switch
        {
            RunStartedRecord run when verbosity >= Verbosity.Minimal => new(Beginning(run), Hue.Heading),
            ProvenRecord proven
                when verbosity >= Verbosity.Normal
                    || (verbosity == Verbosity.Minimal && proven.Read()?.IsNews != false) => Fact(proven),
            FailedRecord { Service: { } service } failed => new(
                $"  {service, -20} failed: {Printable.Escape(FirstLine(failed.Problem))}",
                Hue.Bad
            ),
            ServiceNotStartedRecord waiting => new(
                $"  {waiting.Service, -20} not started: {Printable.Escape(waiting.Why)}",
                Hue.Warning
            ),
            ChildOutputRecord output when verbosity >= Verbosity.Verbose => new(
                $"  {output.Service, -20} | {Printable.Escape(output.Line)}",
                Hue.Faint
            ),
            NoteRecord { Warning: true } note => new($"  warning: {Printable.Escape(note.Text)}", Hue.Warning),
            NoteRecord note when verbosity >= Verbosity.Normal => new($"  {Printable.Escape(note.Text)}"),
            StageStartedRecord stage when verbosity >= Verbosity.Normal => new(stage.Stage.ToString(), Hue.Heading),
            _ => null,
        };

    private static string Beginning(RunStartedRecord run) =>
        $"{run.Target} to {run.Environment} on {run.Cluster}: {string.Join(", ", run.Services.Select(service => service.Name))} (run {run.Run})";

    private static HuedLine? Fact(ProvenRecord proven) =>
        proven.Read() is { } fact
            ? new(
                $"  {proven.Service, -20} {Printable.Escape(fact.Text)}",
                fact is TestsRan { Verdict: TestVerdict.Failed } ? Hue.Bad
                    : fact is TestsRan { Verdict: TestVerdict.Simulated } ? Hue.Faint
                    : fact.IsNews ? Hue.Good
                    : Hue.Faint
            )
            : null;

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
