namespace Deploy.Tools.Processes;

/// <summary>
/// Whose credentials a child needs, by the beginnings of the variables' names. A child inherits no other variable that is
/// a secret: chart hooks, plugins, build scripts and hooks of git have no business with the webhooks and tokens of a run.
/// </summary>
public static class ChildCredentials
{
    /// <summary>The variable that names further ones, separated by commas, which all children inherit.</summary>
    public const string PassOn = "DEPLOY_PASS_ON";

    /// <summary>None.</summary>
    public static IReadOnlyList<string> None { get; } = [];

    /// <summary>For the API servers of clusters and for registries: kubeconfigs and docker's helpers ask the cloud's own commands.</summary>
    public static IReadOnlyList<string> Cloud { get; } =
    [
        "AWS_",
        "AZURE_",
        "ARM_",
        "GOOGLE_",
        "CLOUDSDK_",
        "DIGITALOCEAN_",
        "KUBE",
        "HELM_",
        "DOCKER_",
        "REGISTRY_",
        "BUILDKIT_",
    ];

    /// <summary>For git's servers, by credential helpers and <c>GIT_ASKPASS</c>.</summary>
    public static IReadOnlyList<string> Git { get; } =
    ["GIT", "GH_", "CI_JOB_TOKEN", "SYSTEM_ACCESSTOKEN", "BITBUCKET_", "AZURE_DEVOPS_", "AWS_"];

    /// <summary>For package indexes.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    ["PIP_", "PEX_", "PANTS_", "UV_", "NPM_", "NODE_AUTH_TOKEN"];

    /// <summary>The variables of an environment that a child does not get.</summary>
    /// <param name="host">Knows the environment, and which variables hold secrets under any name.</param>
    /// <param name="own">The beginnings of the names that it does get.</param>
    public static IEnumerable<string> Withheld(CommandHost host, IReadOnlyList<string> own)
    {
        var alsoSecret = host.SecretVariables();
        var passed = (host.Environment.GetEnvironmentVariable(PassOn) ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return host
            .Environment.GetEnvironmentVariables()
            .Keys.Where(name => !passed.Contains(name, StringComparer.Ordinal))
            .Where(name =>
                alsoSecret.Contains(name, StringComparer.Ordinal)
                || (
                    Redaction.IsSecretName(name)
                    && !own.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                )
            );
    }
}
