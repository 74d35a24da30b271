using Deploy.Model;
using Deploy.Steps.Journal;
using Spectre.Console;

namespace Deploy.Reporting;

/// <summary>One line on the console for everything that happens, as it happens.</summary>
/// <param name="console">Where to.</param>
public sealed class ConsoleLines(IAnsiConsole console) : IRunObserver
{
    /// <inheritdoc/>
    public void Observe(RunEvent happened)
    {
        var (style, text) = Line(happened);
        if (text is not null)
        {
            console.Write(new Text(text + "\n", style));
        }
    }

    private static (Style Style, string? Text) Line(RunEvent happened) =>
        happened switch
        {
            Proven { Fact: var fact } => (
                new Style(IsNews(fact) ? Color.Green : Color.Grey),
                $"  {fact.Service, -20} {FactText.Of(fact)}"
            ),
            ServiceFailed { Service: var service, Error: var error } => (
                new Style(Color.Red),
                $"  {service, -20} failed: {error.Message}"
            ),
            ChildOutput { Service: var service, Line: var line } => (
                new Style(Color.Grey),
                $"  {service, -20} | {Printable.Escape(line)}"
            ),
            Note { IsWarning: true, Text: var text } => (new Style(Color.Yellow), $"  warning: {text}"),
            Note { Text: var text } => (Style.Plain, $"  {text}"),
            _ => (Style.Plain, null),
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
