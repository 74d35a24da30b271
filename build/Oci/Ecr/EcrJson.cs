using System.Text.Json.Serialization;

namespace Deploy.Oci.Ecr;

internal sealed record GetAuthorizationTokenInput;

internal sealed record GetAuthorizationTokenOutput(IReadOnlyList<AuthorizationData>? AuthorizationData);

/// <summary>The token is <c>AWS:password</c> in base64; times are seconds since 1970.</summary>
internal sealed record AuthorizationData(string? AuthorizationToken, double ExpiresAt);

internal sealed record DescribeRepositoriesInput(string? RegistryId, IReadOnlyList<string> RepositoryNames);

internal sealed record DescribeRepositoriesOutput(IReadOnlyList<RepositoryData>? Repositories);

internal sealed record CreateRepositoryInput(
    string? RegistryId,
    string RepositoryName,
    string ImageTagMutability,
    ScanningConfiguration ImageScanningConfiguration
);

internal sealed record ScanningConfiguration(bool ScanOnPush);

internal sealed record CreateRepositoryOutput(RepositoryData? Repository);

internal sealed record RepositoryData(string? RepositoryName, string? RepositoryUri, string? ImageTagMutability);

internal sealed record DescribeImagesInput(string? RegistryId, string RepositoryName, IReadOnlyList<ImageId> ImageIds);

internal sealed record ImageId(string ImageTag);

internal sealed record DescribeImagesOutput(IReadOnlyList<ImageDetail>? ImageDetails);

internal sealed record ImageDetail(string? ImageDigest, double ImagePushedAt, IReadOnlyList<string>? ImageTags);

internal sealed record BatchGetImageInput(
    string? RegistryId,
    string RepositoryName,
    IReadOnlyList<ImageId> ImageIds,
    IReadOnlyList<string> AcceptedMediaTypes
);

internal sealed record BatchGetImageOutput(IReadOnlyList<ImageData>? Images);

internal sealed record ImageData(string? ImageManifest, string? ImageManifestMediaType, ImageDataId? ImageId);

internal sealed record ImageDataId(string? ImageDigest);

/// <summary>An error of AWS's JSON protocol; services differ in how they write "message".</summary>
internal sealed record ErrorOutput(
    [property: JsonPropertyName("__type")] string? Type,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("Message")] string? OtherMessage
);

/// <summary>The calls' inputs and outputs, written and read without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(GetAuthorizationTokenInput))]
[JsonSerializable(typeof(GetAuthorizationTokenOutput))]
[JsonSerializable(typeof(DescribeRepositoriesInput))]
[JsonSerializable(typeof(DescribeRepositoriesOutput))]
[JsonSerializable(typeof(CreateRepositoryInput))]
[JsonSerializable(typeof(CreateRepositoryOutput))]
[JsonSerializable(typeof(DescribeImagesInput))]
[JsonSerializable(typeof(DescribeImagesOutput))]
[JsonSerializable(typeof(BatchGetImageInput))]
[JsonSerializable(typeof(BatchGetImageOutput))]
[JsonSerializable(typeof(ErrorOutput))]
internal sealed partial class EcrJson : JsonSerializerContext;
