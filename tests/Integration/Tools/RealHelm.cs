using Deploy.Testing;
using Deploy.Tools;
using Deploy.Tools.Helm;

namespace Deploy.Integration.Tools;

/// <summary>The real Helm of a major version, a small chart, and clusters that do not answer.</summary>
internal sealed class RealHelm : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RealHelm(HelmClient helm) => Helm = helm;

    public HelmClient Helm { get; }

    public string Folder => _folder.Path;

    public string Chart => Path.Combine(_folder.Path, "demo");

    /// <summary>Nothing listens on port 9.</summary>
    public ClusterAccess NoCluster => Cluster("http://127.0.0.1:9");

    /// <summary>Skips the test where that Helm cannot be had.</summary>
    public static async Task<RealHelm> OfMajorAsync(int major)
    {
        var (binary, missing) = await RealTools.HelmAsync(major);
        Assert.SkipWhen(binary is null, missing ?? "");
        var helm = new RealHelm(RealTools.Client(binary));
        helm.Write("demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.2.3\nappVersion: \"7\"\n");
        helm.Write("demo/values.yaml", "key: from chart\nother: from chart\n");
        helm.Write(
            "demo/templates/map.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}
              namespace: {{ .Release.Namespace }}
              annotations: { upgrade: "{{ .Release.IsUpgrade }}" }
            data: { key: {{ .Values.key | quote }}, other: {{ .Values.other | quote }} }
            """
        );
        return helm;
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>A kubeconfig with one context, for that address.</summary>
    public ClusterAccess Cluster(string server)
    {
        var kubeconfig = Write(
            $"config-{Math.Abs(server.GetHashCode(StringComparison.Ordinal))}",
            $$"""
            apiVersion: v1
            kind: Config
            clusters: [{ name: c, cluster: { server: "{{server}}" } }]
            users: [{ name: u, user: { token: t } }]
            contexts: [{ name: the-context, context: { cluster: c, user: u } }]
            """
        );
        return new(kubeconfig, "the-context");
    }

    public void Dispose()
    {
        Helm.Dispose();
        _folder.Dispose();
    }
}
