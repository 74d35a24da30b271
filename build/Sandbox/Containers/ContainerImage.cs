using System.Text.Json.Nodes;
using Deploy.Model.Images;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Containers;

/// <summary>An image, unpacked.</summary>
/// <param name="Digest">Of its manifest.</param>
/// <param name="Root">The folder that its layers make up.</param>
/// <param name="Configuration">What it says of itself (OCI image configuration, <c>config</c>).</param>
internal sealed record ContainerImage(Digest Digest, string Root, JsonObject Configuration)
{
    private const string StandardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public IReadOnlyList<string> EntryPoint => [.. Configuration.Texts("Entrypoint")];

    public IReadOnlyList<string> Arguments => [.. Configuration.Texts("Cmd")];

    public string WorkingDirectory => Configuration.Text("WorkingDir") is { Length: > 0 } folder ? folder : "/";

    /// <summary>Who its program runs as unless a pod says otherwise: <c>user[:group]</c>, ids or names.</summary>
    public string User => Configuration.Text("User") ?? "";

    /// <summary>Its environment; a PATH is always in it.</summary>
    public Dictionary<string, string> Environment()
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = StandardPath };
        foreach (var variable in Configuration.Texts("Env"))
        {
            if (variable.Split('=', 2) is [var name, var value])
            {
                result[name] = value;
            }
        }

        return result;
    }
}
