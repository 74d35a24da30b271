namespace Deploy.Sandbox.Kubernetes.Api.Bodies;

/// <summary>The media types that the API knows.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>The type without its parameters; empty when none is given.</summary>
    public static string Of(string? contentType) => (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
