using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Docker;

/// <summary>The program that builds and pushes images: docker, or one that takes docker's arguments.</summary>
/// <param name="Command"><c>docker</c>, <c>podman</c>, <c>buildah</c>, or the path of one of them.</param>
public sealed record ContainerTool(string Command)
{
    /// <summary>Docker itself.</summary>
    public static ContainerTool Docker { get; } = new("docker");

    /// <summary>What it is called, without its folder.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Command);

    /// <summary>Whether plain HTTP has to be asked for also on this machine. (Docker takes it for granted there.)</summary>
    public bool WantsTlsEverywhere => Name is "podman" or "buildah";
}

/// <summary>A verb of docker, or of a program that takes docker's arguments.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="tool">Which program.</param>
/// <typeparam name="TSettings">The verb's settings.</typeparam>
public abstract class DockerTool<TSettings>(CommandHost host, ContainerTool tool) : Command<TSettings>(host)
    where TSettings : CommandSettings
{
    /// <summary>The verb, as in <c>docker build</c>.</summary>
    protected abstract string Verb { get; }

    /// <summary>The program.</summary>
    protected ContainerTool Program { get; } = tool;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Cloud;

    /// <inheritdoc/>
    protected override string GetToolName() => $"{Program.Name} {Verb}";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => [Program.Name];

    /// <summary>Runs the verb, whatever its exit code.</summary>
    protected Task<CommandResult> RunAsync(
        TSettings settings,
        ProcessArgumentBuilder arguments,
        CancellationToken cancel,
        ReadOnlyMemory<byte> input = default
    )
    {
        if (System.IO.Path.IsPathFullyQualified(Program.Command))
        {
            settings.ToolPath = Program.Command;
        }

        return ExecuteAsync(settings, arguments, input, cancel)
            .OrElse(
                $"install {Program.Name}, name another program in the catalog, or choose the layer builder, which needs none"
            );
    }

    /// <summary>The failure of a verb, as people read it.</summary>
    protected FailedException Failure(string about, CommandResult result)
    {
        var failure = FailedCommand.Of($"{GetToolName()} {about}", result);
        return result.Error.Contains("Cannot connect to the Docker daemon", StringComparison.Ordinal)
            ? new FailedException(failure.Problem)
            {
                NextStep = "start docker, or choose the layer builder, which needs no daemon",
            }
            : failure;
    }
}
