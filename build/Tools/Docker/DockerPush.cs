using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Docker;

/// <summary>Settings of <c>docker push</c>.</summary>
/// <param name="image">What is pushed, by its tag.</param>
public sealed class DockerPushSettings(ImageReference image) : CommandSettings
{
    /// <summary>What is pushed, by its tag.</summary>
    public ImageReference Image => image;
}

/// <summary><c>docker push</c>.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="tool">Which program.</param>
public sealed class DockerPush(CommandHost host, ContainerTool tool) : DockerTool<DockerPushSettings>(host, tool)
{
    /// <inheritdoc/>
    protected override string Verb => "push";

    /// <summary>Pushes. Whether a failure is worth another try, the caller can tell from what was printed.</summary>
    public Task<CommandResult> RunAsync(DockerPushSettings settings, CancellationToken cancel)
    {
        var arguments = new ProcessArgumentBuilder()
            .Literal("push")
            .Flag("--tls-verify=false", Program.WantsTlsEverywhere && settings.Image.Registry.IsLoopback)
            .Literals("--", settings.Image.ToString());
        return RunAsync(settings, arguments, cancel);
    }
}
