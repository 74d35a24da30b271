using System.Globalization;
using Deploy.Oci.Registry;
using Deploy.Tools.Docker;
using Deploy.Tools.Processes;

namespace Deploy.Images.Build.Docker;

/// <summary>
/// Makes images by <c>docker build</c> from a Dockerfile: with BuildKit where docker has buildx, with the classic builder
/// where not. Podman and buildah take the same arguments.
/// </summary>
/// <remarks>
/// The Dockerfile gets the arguments <c>PEX_FILE</c> (the program's name in the context), <c>COMMIT_SHA</c>,
/// <c>BASE_IMAGE</c> where the catalog names a base, and those of the build. Static files are in <c>static/</c>.
/// </remarks>
public sealed class DockerImageBuilder : IImageBuilder
{
    private readonly DockerBuild _build;
    private readonly DockerImagePush _push;
    private readonly Lazy<Task<bool>> _hasBuildKit;

    /// <summary>Makes a builder.</summary>
    /// <param name="host">What commands run on.</param>
    /// <param name="tool">Docker, or a program that takes its arguments.</param>
    /// <param name="registry">Tells what the registry has.</param>
    /// <param name="logins">Logins that docker does not have by itself, e.g. ECR's.</param>
    /// <param name="clock">For waits between tries.</param>
    /// <param name="settings">How often a push is tried; the defaults where null.</param>
    public DockerImageBuilder(
        CommandHost host,
        ContainerTool tool,
        IRegistry registry,
        ICredentialSource logins,
        TimeProvider clock,
        RegistrySettings? settings = null
    )
    {
        _build = new DockerBuild(host, tool);
        _push = new DockerImagePush(host, tool, registry, logins, clock, settings ?? new RegistrySettings());
        _hasBuildKit = new Lazy<Task<bool>>(() => new DockerBuildx(host, tool).IsThereAsync(CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task<BuiltImage> BuildAsync(ImageBuild build, CancellationToken cancellationToken)
    {
        var useBuildKit = await _hasBuildKit.Value.WaitAsync(cancellationToken);
        using var context = new BuildContext(build);
        var settings = new DockerBuildSettings(context.Path, build.Image)
        {
            Dockerfile = build.Dockerfile,
            Platform = build.Platform.ToString(),
            BuildArguments = Arguments(build, useBuildKit),
            Labels = ImageLabels.Of(build),
            ImageIdFile = context.ImageIdFile,
            UseBuildKit = useBuildKit,
            Lines = build.Output,
            ToolTimeout = TimeSpan.FromHours(1),
        };
        var image = new DockerImage(build, await _build.RunAsync(settings, cancellationToken));
        return new(image.Image, image.Id, Reused: false, cancel => _push.PushAsync(image, cancel));
    }

    private static SortedDictionary<string, string> Arguments(ImageBuild build, bool useBuildKit)
    {
        var arguments = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PEX_FILE"] = BuildContext.PexFile,
            ["COMMIT_SHA"] = build.Source.Commit,
        };
        if (build.Base is { } @base)
        {
            arguments["BASE_IMAGE"] = @base.ToString();
        }

        if (useBuildKit)
        {
            // BuildKit takes it for the times that it writes.
            arguments["SOURCE_DATE_EPOCH"] = build
                .Source.CommittedAt.ToUnixTimeSeconds()
                .ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in build.BuildArguments)
        {
            arguments[name] = value;
        }

        return arguments;
    }
}
