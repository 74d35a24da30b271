using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Journal;
using Deploy.Reporting;

namespace Deploy.Operations.Runs;

/// <summary>The last runs, as a table or as JSON.</summary>
/// <param name="output">Where to.</param>
internal sealed class RunsText(Output output)
{
    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<JournaledRun> runs, bool asJson)
    {
        if (asJson)
        {
            output.Writer.WriteLine(JsonSerializer.Serialize(runs, RunListContext.Default.IReadOnlyListJournaledRun));
            return;
        }

        TextTable.Write(
            output.Writer,
            ["RUN", "BEGAN", "TARGET", "ENV", "SERVICES", "OUTCOME"],
            runs.Select(run =>
                (IReadOnlyList<string>)
                    [
                        Printable.Escape(run.Id),
                        run.Began?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-",
                        OrDash(run.Target),
                        OrDash(run.Environment),
                        OrDash(string.Join(' ', run.Services)),
                        Outcome(run),
                    ]
            )
        );
    }

    private static string OrDash(string text) => text.Length > 0 ? Printable.Escape(text) : "-";

    private static string Outcome(JournaledRun run) =>
        run.End switch
        {
            RunEnd.Running => $"running (PID {run.ProcessId})",
            RunEnd.Died => $"died (PID {run.ProcessId} is gone)",
            RunEnd.Unknown => "died or still running",
            RunEnd.Failed => $"failed ({run.ExitCode})",
            RunEnd.Done or RunEnd.Refused or RunEnd.Interrupted => run.End.ToString().ToLowerInvariant(),
        };
}

[JsonSerializable(typeof(IReadOnlyList<JournaledRun>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    Converters = [typeof(RunEndConverter)]
)]
internal sealed partial class RunListContext : JsonSerializerContext;

internal sealed class RunEndConverter() : JsonStringEnumConverter<RunEnd>(JsonNamingPolicy.SnakeCaseLower);
