using System.Text.Json.Serialization;

namespace Deploy.Registry;

internal sealed record ErrorBody(IReadOnlyList<ErrorEntry> Errors);

internal sealed record ErrorEntry(string Code, string Message, string? Detail);

internal sealed record CatalogPage(IReadOnlyList<string> Repositories);

internal sealed record TagsPage(string Name, IReadOnlyList<string> Tags);

/// <summary>The answers that have a JSON body.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(CatalogPage))]
[JsonSerializable(typeof(TagsPage))]
internal sealed partial class RegistryJson : JsonSerializerContext;
