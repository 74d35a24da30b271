using System.Text;

namespace Deploy.Sandbox;

/// <summary>The file that tells kubectl, helm and clients where the clusters are.</summary>
internal static class Kubeconfig
{
    /// <param name="address">The platform's address.</param>
    /// <param name="aliases">The clusters; names that need no quotes in YAML.</param>
    public static string Write(Uri address, IEnumerable<string> aliases)
    {
        var (clusters, contexts) = (new StringBuilder(), new StringBuilder());
        foreach (var alias in aliases)
        {
            clusters.Append(
                $"""
                - name: "{alias}"
                  cluster:
                    server: "{new Uri(address, $"clusters/{alias}")}"

                """
            );
            contexts.Append(
                $"""
                - name: "{alias}"
                  context:
                    cluster: "{alias}"
                    user: sandbox

                """
            );
        }

        return $$"""
            apiVersion: v1
            kind: Config
            clusters:
            {{clusters}}contexts:
            {{contexts}}users:
            - name: sandbox
              user:
                token: sandbox

            """;
    }
}
