using System.Text.Json.Serialization;
using Deploy.Model;

namespace Deploy.Steps.Journal;

/// <summary>A line of the journal.</summary>
/// <param name="At">When it was proven, UTC.</param>
/// <param name="Fact">What was.</param>
public sealed record JournalLine(DateTimeOffset At, FactRecord Fact);

/// <summary>A fact as plain names and texts, so that the journal can be read by anything, for years.</summary>
/// <param name="Kind">What kind of fact it is: the name of its type.</param>
/// <param name="Service">The service that it is about.</param>
/// <param name="Details">The rest of it.</param>
public sealed record FactRecord(string Kind, string Service, IReadOnlyDictionary<string, string?> Details)
{
    /// <summary>The record of a fact.</summary>
    public static FactRecord Of(Fact fact) => new(fact.GetType().Name, fact.Service.Value, DetailsOf(fact));

    private static Dictionary<string, string?> DetailsOf(Fact fact) =>
        fact switch
        {
            PexBuilt pex => new()
            {
                ["image"] = pex.Image,
                ["path"] = pex.Path,
                ["digest"] = pex.Digest.Value,
                ["reused"] = Text(pex.Reused),
            },
            ImageBuilt image => new() { ["image"] = image.Image, ["reference"] = image.Reference.ToString() },
            ImagePushed image => new()
            {
                ["image"] = image.Image,
                ["reference"] = image.Reference.ToString(),
                ["digest"] = image.Reference.Digest?.Value,
                ["already_there"] = Text(image.AlreadyThere),
                ["uploaded"] = $"{image.Uploaded}",
            },
            ValueUpdated value => new()
            {
                ["file"] = value.File,
                ["path"] = value.Path,
                ["old"] = value.Old,
                ["new"] = value.New,
            },
            ChartPublished chart => new()
            {
                ["chart"] = chart.Chart.Value,
                ["version"] = chart.Version.Value,
                ["digest"] = chart.Digest.Value,
                ["already_there"] = Text(chart.AlreadyThere),
            },
            ReleaseInstalled release => new()
            {
                ["release"] = release.Release.Value,
                ["namespace"] = release.Namespace.Value,
                ["revision"] = $"{release.Revision}",
                ["before"] = release.Before?.ToString(),
                ["version"] = release.Version.Value,
                ["unchanged"] = Text(release.Unchanged),
            },
            ReleaseRolledBack release => new()
            {
                ["release"] = release.Release.Value,
                ["namespace"] = release.Namespace.Value,
                ["from"] = $"{release.From}",
                ["to"] = $"{release.To}",
                ["revision"] = $"{release.Revision}",
            },
            ReleaseDeleted release => new()
            {
                ["release"] = release.Release.Value,
                ["namespace"] = release.Namespace.Value,
                ["revision"] = $"{release.Revision}",
            },
            TestsRan tests => new()
            {
                ["release"] = tests.Release.Value,
                ["verdict"] = tests.Verdict.ToString(),
                ["logs"] = tests.Logs,
            },
            _ => throw new NotSupportedException($"the journal does not know {fact.GetType().Name}"),
        };

    private static string Text(bool value) => value ? "true" : "false";
}

[JsonSerializable(typeof(JournalLine))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class JournalJson : JsonSerializerContext;
