using Cake.Common.Build.AzurePipelines;
using Cake.Common.Build.AzurePipelines.Data;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Ci;

/// <summary>Azure Pipelines: groups, and issues in the run's overview.</summary>
internal sealed class AzurePipelines(IAzurePipelinesProvider provider) : IBuildServer
{
    /// <inheritdoc/>
    public void BeginGroup(string name) => provider.Commands.BeginGroup(name);

    /// <inheritdoc/>
    public void EndGroup(string name) => provider.Commands.EndGroup();

    /// <inheritdoc/>
    public void Warning(string message) => provider.Commands.WriteWarning(Line(message));

    /// <inheritdoc/>
    public void Error(string message, LocationRecord? place)
    {
        if (place is null)
        {
            provider.Commands.WriteError(Line(message));
        }
        else
        {
            provider.Commands.WriteError(
                Line(message),
                new AzurePipelinesMessageData
                {
                    SourcePath = place.File,
                    LineNumber = place.Line,
                    ColumnNumber = place.Column,
                }
            );
        }
    }

    /// <inheritdoc/>
    public void Summary(RunStory story) { }

    // A logging command ends with its line.
    private static string Line(string message) => message.Replace('\n', ' ');
}
