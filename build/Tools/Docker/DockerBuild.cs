using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Docker;

/// <summary>Settings of <c>docker build</c>.</summary>
/// <param name="context">The folder that the daemon gets to see.</param>
/// <param name="tag">What the image is called.</param>
public sealed class DockerBuildSettings(string context, ImageReference tag) : CommandSettings
{
    /// <summary>The folder that the daemon gets to see.</summary>
    public string Context => context;

    /// <summary>What the image is called.</summary>
    public ImageReference Tag => tag;

    /// <summary>The Dockerfile; the context's own where null.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>What the image runs on, e.g. <c>linux/arm64</c>; the daemon's platform where null.</summary>
    public string? Platform { get; init; }

    /// <summary>The Dockerfile's arguments, in their order.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The image's labels, in their order.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the image's id is written.</summary>
    public required string ImageIdFile { get; init; }

    /// <summary>Whether BuildKit builds; the classic builder does otherwise.</summary>
    public bool UseBuildKit { get; init; }
}

/// <summary><c>docker build</c>.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="tool">Which program.</param>
public sealed class DockerBuild(CommandHost host, ContainerTool tool) : DockerTool<DockerBuildSettings>(host, tool)
{
    /// <inheritdoc/>
    protected override string Verb => "build";

    /// <summary>Builds, and returns the image's id.</summary>
    /// <exception cref="FailedException">It failed.</exception>
    public async Task<Digest> RunAsync(DockerBuildSettings settings, CancellationToken cancel)
    {
        settings.EnvironmentVariables["DOCKER_BUILDKIT"] = settings.UseBuildKit ? "1" : "0";
        // An attestation would make an index of the image, with a digest of its own at each build.
        settings.EnvironmentVariables["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1";
        settings.EnvironmentVariables["BUILDKIT_PROGRESS"] = "plain";
        var result = await RunAsync(settings, Arguments(settings), cancel);
        return result.Succeeded
            ? new Digest((await File.ReadAllTextAsync(settings.ImageIdFile, cancel)).Trim())
            : throw Failure($"of {settings.Tag}", result);
    }

    private static ProcessArgumentBuilder Arguments(DockerBuildSettings settings)
    {
        var arguments = new ProcessArgumentBuilder()
            .Literal("build")
            .Option("--tag", settings.Tag.ToString())
            .Option("--iidfile", settings.ImageIdFile)
            .Option("--file", settings.Dockerfile)
            .Option("--platform", settings.Platform);
        foreach (var (name, value) in settings.BuildArguments)
        {
            arguments.Option("--build-arg", $"{name}={value}");
        }

        foreach (var (name, value) in settings.Labels)
        {
            arguments.Option("--label", $"{name}={value}");
        }

        return arguments.Literal("--").Literal(settings.Context);
    }
}
