using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deploy.Sandbox;

/// <summary>The file that tells kubectl, helm and clients where the clusters are, and lets them in.</summary>
internal static class Kubeconfig
{
    private const string User = "sandbox";

    /// <summary>The file's text.</summary>
    /// <param name="access">How the platform is reached.</param>
    /// <param name="aliases">The clusters.</param>
    public static string Write(SandboxAccess access, IReadOnlyCollection<string> aliases)
    {
        var config = Map(
            ("apiVersion", Text("v1")),
            ("kind", Text("Config")),
            ("clusters", List(aliases.Select(alias => Cluster(alias, access)))),
            ("contexts", List(aliases.Select(Context))),
            ("users", List([Map(("name", Text(User)), ("user", Map(("token", Text(access.Token.Value)))))]))
        );
        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(config)).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    private static YamlMappingNode Cluster(string alias, SandboxAccess access) =>
        Map(
            ("name", Text(alias)),
            (
                "cluster",
                Map(
                    ("server", Text($"{new Uri(access.SecureAddress, $"clusters/{alias}")}")),
                    ("certificate-authority-data", Text(Base64(access.Certificate.ExportCertificatePem())))
                )
            )
        );

    private static YamlMappingNode Context(string alias) =>
        Map(("name", Text(alias)), ("context", Map(("cluster", Text(alias)), ("user", Text(User)))));

    private static YamlMappingNode Map(params (string Key, YamlNode Value)[] members) =>
        new(members.Select(member => KeyValuePair.Create<YamlNode, YamlNode>(member.Key, member.Value)));

    private static YamlSequenceNode List(IEnumerable<YamlNode> items) => new(items);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // In quotes, as a name may be a number or a truth to one of YAML's many readers.
    private static YamlScalarNode Text(string value) => new(value) { Style = ScalarStyle.DoubleQuoted };
}
