using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>The Kubernetes version whose API is served. Charts see it as <c>.Capabilities.KubeVersion</c>.</summary>
internal static class ServerVersion
{
    public const string Major = "1";
    public const string Minor = "34";

    /// <summary>With build metadata, as distributions mark theirs, so that nobody takes it for the real one.</summary>
    public const string GitVersion = $"v{Major}.{Minor}.0+sandbox";

    public static JsonObject Document() =>
        new()
        {
            ["major"] = Major,
            ["minor"] = Minor,
            ["gitVersion"] = GitVersion,
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "",
            ["compiler"] = "",
            ["platform"] = "linux/amd64",
        };
}
