using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Docker;

/// <summary>Settings of <c>docker buildx version</c>.</summary>
public sealed class DockerBuildxSettings : CommandSettings;

/// <summary><c>docker buildx version</c>: whether docker has the plugin by which it builds with BuildKit.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="tool">Which program.</param>
public sealed class DockerBuildx(CommandHost host, ContainerTool tool) : DockerTool<DockerBuildxSettings>(host, tool)
{
    /// <inheritdoc/>
    protected override string Verb => "buildx";

    /// <inheritdoc/>
    protected override bool ShowsOutput => false;

    /// <summary>Asks.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancel)
    {
        var settings = new DockerBuildxSettings { ToolTimeout = TimeSpan.FromSeconds(30) };
        var arguments = new ProcessArgumentBuilder().Literals("buildx", "version");
        return (await RunAsync(settings, arguments, cancel)).Succeeded;
    }
}
