using Deploy.Model;
using Deploy.Steps.Journal;

namespace Deploy.Reporting;

/// <summary>One line on the console for everything that happens, as it happens.</summary>
/// <param name="output">Where to.</param>
public sealed class ConsoleLines(Output output) : IRunObserver
{
    /// <inheritdoc/>
    public void Observe(RunEvent happened)
    {
        var (hue, text) = Line(happened);
        if (text is not null)
        {
            output.Line(text, hue);
        }
    }

    private static (Hue Hue, string? Text) Line(RunEvent happened) =>
        happened switch
        {
            Proven { Fact: var fact } => (
                IsNews(fact) ? Hue.Good : Hue.Faint,
                $"  {fact.Service, -20} {FactText.Of(fact)}"
            ),
            ServiceFailed { Service: var service, Error: var error } => (
                Hue.Bad,
                $"  {service, -20} failed: {error.Message}"
            ),
            ServiceNotStarted { Service: var service, Why: var why } => (
                Hue.Warning,
                $"  {service, -20} not started: {why}"
            ),
            ChildOutput { Service: var service, Line: var line } => (
                Hue.Faint,
                $"  {service, -20} | {Printable.Escape(line)}"
            ),
            Note { IsWarning: true, Text: var text } => (Hue.Warning, $"  warning: {text}"),
            Note { Text: var text } => (Hue.Plain, $"  {text}"),
            _ => (Hue.Plain, null),
        };

    private static bool IsNews(Fact fact) =>
        fact
            is not (
                PexBuilt { Reused: true }
                or ImagePushed { AlreadyThere: true }
                or ChartPublished { AlreadyThere: true }
                or ReleaseInstalled { Unchanged: true }
            );
}
