using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Reporting;

/// <summary>What the doctor found: a line each, with its remedy below; or JSON.</summary>
/// <param name="output">Where to.</param>
public sealed class FindingText(Output output)
{
    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<Finding> findings, bool asJson)
    {
        if (asJson)
        {
            output.Writer.WriteLine(
                JsonSerializer.Serialize(
                    findings
                        .Select(finding => new FindingJson(
                            finding.Subject,
                            finding.Health.ToString().ToLowerInvariant(),
                            finding.Text,
                            finding.Remedy
                        ))
                        .ToList(),
                    FindingJsonContext.Default.ListFindingJson
                )
            );
            return;
        }

        var width = findings.Max(finding => finding.Subject.Length);
        foreach (var finding in findings)
        {
            output.Line(
                $"{Mark(finding.Health)}  {finding.Subject.PadRight(width)}  {finding.Text}",
                HueOf(finding.Health)
            );
            if (finding.Remedy is { } remedy)
            {
                output.Line($"{new string(' ', width + 11)}→ {remedy}");
            }
        }
    }

    private static string Mark(Health health) =>
        health switch
        {
            Health.Good => "ok     ",
            Health.Warning => "warning",
            Health.Missing => "MISSING",
        };

    private static Hue HueOf(Health health) =>
        health switch
        {
            Health.Good => Hue.Plain,
            Health.Warning => Hue.Warning,
            Health.Missing => Hue.Bad,
        };
}

internal sealed record FindingJson(string Subject, string Health, string Text, string? Remedy);

[JsonSerializable(typeof(List<FindingJson>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class FindingJsonContext : JsonSerializerContext;
