using System.Text.RegularExpressions;
using Cake.Common.Build;
using Cake.Common.Build.AzurePipelines;
using Cake.Common.Build.GitHubActions;
using Cake.Common.Build.GitLabCI;
using Cake.Common.Build.TeamCity;
using Cake.Core;
using Cake.Core.IO;

namespace Deploy.Reporting.Ci;

/// <summary>
/// Finds the build server that the program runs on, as Cake tells them apart, and keeps from it what only looks like its
/// commands: servers read these out of every line, whoever wrote it.
/// </summary>
internal static partial class BuildServers
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
    ) => ReadAlong(environment.GetEnvironmentVariable) ? Ask(environment, files, output, time) : null;

    /// <summary>Whether one of them reads along.</summary>
    /// <param name="environment">Looks up a variable.</param>
    public static bool ReadAlong(Func<string, string?> environment) =>
        _signs.Any(sign => environment(sign) is { Length: > 0 });

    /// <summary>The text with a space in what a build server would take for a command, at the start or amid a line.</summary>
    public static string Harmless(string text) => Command().Replace(text, "$0 ");

    // Up to the place for the space. GitHub and Azure: ##[name] and ##vso[name]; GitHub: ::name::, which may come behind
    // blanks; TeamCity: ##teamcity[name]; GitLab: section_start:time:name, which may come behind escape codes.
    [GeneratedRegex(
        @"#(?=#(vso|teamcity)?\[)|(?<=(^|[\r\n\u0085\u2028\u2029])\s*):(?=:)"
            + @"|:(?=:(error|warning|notice|debug|group|endgroup|add-mask|add-matcher|remove-matcher|add-path|set-env|set-output|save-state|stop-commands|echo)\b[^\r\n]*?::)"
            + @"|section_(?=(start|end):)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Command();

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
            output.Commands.WriteLine(args.Length == 0 ? format : string.Format(null, format, args));
    }
}
