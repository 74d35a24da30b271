using Cake.Common.Build.GitHubActions;
using Cake.Common.Build.GitHubActions.Commands;
using Cake.Common.Build.GitHubActions.Data;
using Deploy.Journal.Records;
using Deploy.Reporting.Reports;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Ci;

/// <summary>GitHub Actions: groups, annotations on the pull request's files, and the job's summary.</summary>
internal sealed class GitHubActions(IGitHubActionsProvider provider) : IBuildServer
{
    private GitHubActionsCommands Commands => provider.Commands;

    /// <inheritdoc/>
    public void BeginGroup(string name) => Commands.StartGroup(name);

    /// <inheritdoc/>
    public void EndGroup(string name) => Commands.EndGroup();

    /// <inheritdoc/>
    public void Warning(string message) => Commands.Warning(message);

    /// <inheritdoc/>
    public void Error(string message, LocationRecord? place) =>
        Commands.Error(
            message,
            place is null
                ? null
                : new GitHubActionsAnnotation
                {
                    File = place.File,
                    StartLine = place.Line,
                    StartColumn = place.Column,
                }
        );

    /// <inheritdoc/>
    public void Summary(RunStory story)
    {
        if (provider.Environment.Runtime.StepSummary is not null)
        {
            Commands.SetStepSummary(MarkdownReport.Of(story));
        }
    }
}
