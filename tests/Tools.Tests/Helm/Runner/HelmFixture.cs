using Deploy.Testing.Processes;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm;
using Semver;

namespace Deploy.Tools.Tests.Helm.Runner;

/// <summary>A Helm of one version that starts no children.</summary>
internal sealed class HelmFixture : IDisposable
{
    public static readonly ClusterAccess Cluster = new("/home/me/.kube/config", "prod-e1-1");
    public static readonly NamespaceName Namespace = new("prod");
    public static readonly ReleaseName Release = new("prod-infosite");

    private HelmFixture(string version)
    {
        var binary = new Binary("/tools/helm", SemVersion.Parse(version), BinarySource.Repository);
        Helm = new HelmClient(Commands.Host, _ => Task.FromResult(binary));
    }

    public CommandFixture Commands { get; } = new();

    public HelmClient Helm { get; }

    /// <summary>The whole argument string of the only child.</summary>
    public string Arguments => Commands.Arguments;

    public static HelmFixture OfMajor(int major) => new(major == 3 ? "3.17.2" : "4.1.4");

    /// <summary>What the real Helm of that major wrote; files in <c>Outputs</c>.</summary>
    public static string Output(int major, string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Helm", "Outputs", $"{major}", name));

    /// <summary>Children write what the real Helm wrote.</summary>
    public HelmFixture Answers(string output = "", string error = "", int exitCode = 0)
    {
        Commands.Answers(new Answer(output, error, exitCode));
        return this;
    }

    public void Dispose() => Helm.Dispose();
}
