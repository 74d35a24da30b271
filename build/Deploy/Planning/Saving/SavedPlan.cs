using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Planning.Saving;

/// <summary>A plan in a file: what <c>--save-plan</c> writes and <c>--use-plan</c> runs, if nothing has changed.</summary>
/// <param name="DeployPlan">The version of the file's format; its presence is what makes a file a plan of this program.</param>
/// <param name="MadeAt">When it was made, UTC.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Arguments">The arguments that it was made with: what to deploy, where to, and how.</param>
/// <param name="MadeFrom">A fingerprint of each thing that it was made from, by the thing's name.</param>
/// <param name="Plan">The plan as <c>--plan --output=json</c> prints it.</param>
internal sealed record SavedPlan(
    int DeployPlan,
    DateTimeOffset MadeAt,
    string MadeBy,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> MadeFrom,
    JsonElement Plan
)
{
    /// <summary>The format that this program writes. A change that a reader has to know of raises it.</summary>
    public const int CurrentFormat = 1;
}

[JsonSerializable(typeof(SavedPlan))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true
)]
internal sealed partial class SavedPlanContext : JsonSerializerContext;
