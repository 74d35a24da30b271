using Cake.Common.Build;
using Cake.Common.Build.AzurePipelines;
using Cake.Common.Build.GitHubActions;
using Cake.Common.Build.GitLabCI;
using Cake.Common.Build.TeamCity;
using Cake.Core;
using Cake.Core.IO;

namespace Deploy.Reporting.Ci;

/// <summary>Finds the build server that the program runs on, as Cake tells them apart.</summary>
internal static class BuildServers
{
    // Each of them sets one of these; elsewhere Cake's providers are not even loaded.
    private static readonly string[] _signs =
    [
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "CI_SERVER",
        "TF_BUILD",
        "TEAMCITY_VERSION",
    ];

    /// <summary>The build server; null where there is none that takes more than lines.</summary>
    public static IBuildServer? Find(
        ICakeEnvironment environment,
        IFileSystem files,
        Output output,
        TimeProvider time
    ) =>
        _signs.Any(sign => environment.GetEnvironmentVariable(sign) is { Length: > 0 })
            ? Ask(environment, files, output, time)
            : null;

    private static IBuildServer? Ask(ICakeEnvironment environment, IFileSystem files, Output output, TimeProvider time)
    {
        var writer = new MessageWriter(output);
        return new GitHubActionsProvider(environment, files, writer) is { IsRunningOnGitHubActions: true } github
                ? new GitHubActions(github)
            : new AzurePipelinesProvider(environment, writer) is { IsRunningOnAzurePipelines: true } azure
                ? new AzurePipelines(azure)
            : new TeamCityProvider(environment, files, writer) is { IsRunningOnTeamCity: true } teamCity
                ? new TeamCity(teamCity)
            : new GitLabCIProvider(environment, files) is { IsRunningOnGitLabCI: true } ? new GitLab(output, time)
            : null;
    }

    // Commands go where the lines go, so that they stay in order.
    private sealed class MessageWriter(Output output) : IBuildSystemServiceMessageWriter
    {
        public void Write(string format, params object[] args) =>
            output.Writer.WriteLine(args.Length == 0 ? format : string.Format(null, format, args));
    }
}
