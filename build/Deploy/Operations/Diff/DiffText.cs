using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Reporting;

namespace Deploy.Operations.Diff;

/// <summary>What an install would change in a release.</summary>
/// <param name="Release">Its name.</param>
/// <param name="Namespace">Where it is, or would be.</param>
/// <param name="Revision">Its revision now; null where it is not installed.</param>
/// <param name="InstalledVersion">The version of its chart now; null where it is not installed.</param>
/// <param name="Version">The version that would be installed.</param>
/// <param name="Diff">The lines of a unified diff of its objects; none where they stay as they are.</param>
internal sealed record ReleaseDiff(
    string Release,
    string Namespace,
    int? Revision,
    string? InstalledVersion,
    string Version,
    IReadOnlyList<string> Diff
);

/// <summary>What an install would change, as coloured diffs or as one line of JSON, behind those of the events.</summary>
/// <param name="output">Where to.</param>
internal sealed class DiffText(Output output)
{
    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<ReleaseDiff> diffs, bool asJson)
    {
        if (asJson)
        {
            output.Writer.WriteLine(JsonSerializer.Serialize(diffs, ReleaseDiffJson.Default.IReadOnlyListReleaseDiff));
            return;
        }

        foreach (var diff in diffs)
        {
            output.Line($"{diff.Release} in {diff.Namespace}: {Summary(diff)}", Hue.Heading);
            DiffLines.Write(output, diff.Diff);
        }

        var changed = diffs.Count(diff => diff.Diff.Count > 0);
        output.Line($"{changed} of {diffs.Count} releases would change; nothing was changed", Hue.Faint);
    }

    private static string Summary(ReleaseDiff diff) =>
        diff switch
        {
            { Revision: null } => $"would be installed, chart {diff.Version}",
            { Diff.Count: 0 } => $"its objects stay as they are (revision {diff.Revision}, chart {diff.Version})",
            _ when diff.InstalledVersion == diff.Version =>
                $"revision {diff.Revision} would change, chart {diff.Version}",
            _ => $"revision {diff.Revision} would change, chart {diff.InstalledVersion} → {diff.Version}",
        };
}

[JsonSerializable(typeof(IReadOnlyList<ReleaseDiff>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ReleaseDiffJson : JsonSerializerContext;
