using System.Collections.Concurrent;
using Deploy.Oci.Registry;
using Deploy.Tools.Docker;
using Deploy.Tools.Processes;

namespace Deploy.Images.Build.Docker;

/// <summary>
/// Pushes by <c>docker push</c>, as often as a registry in trouble makes it necessary, and then asks the registry which
/// digest the tag has.
/// </summary>
internal sealed class DockerImagePush(
    CommandHost host,
    ContainerTool tool,
    IRegistry registry,
    ICredentialSource logins,
    TimeProvider clock,
    RegistrySettings settings
)
{
    private readonly ConcurrentDictionary<RegistryHost, Lazy<Task>> _loggedIn = new();
    private readonly DockerPush _push = new(host, tool);
    private readonly RegistryRetry _retry = new(clock, settings);

    public async Task<PushedImage> PushAsync(DockerImage image, CancellationToken cancellationToken)
    {
        if (await FindAsync(image, cancellationToken) is { } existing)
        {
            return new PushedImage(existing, BytesUploaded: 0, Reused: true);
        }

        await LogInOnceAsync(image.Image.Registry, cancellationToken);
        await _retry.ExecuteAsync(token => PushOnceAsync(image, token), cancellationToken);
        var pushed =
            await FindAsync(image, cancellationToken)
            ?? throw new FailedException($"the registry has no {image.Image} although docker pushed it");
        return new PushedImage(pushed, BytesUploaded: null, Reused: false);
    }

    /// <summary>The image as the registry has it under its tag; null where the tag is free.</summary>
    /// <exception cref="FailedException">The tag is taken by another image.</exception>
    private async Task<ImageReference?> FindAsync(DockerImage image, CancellationToken cancellationToken)
    {
        var manifest = await registry.Manifests.GetAsync(image.Image, cancellationToken);
        if (manifest is null)
        {
            return null;
        }

        // Docker's own store calls an image by its configuration's digest, containerd's by its manifest's.
        var isSame =
            manifest.Digest == image.Id
            || (!Oci.Manifests.MediaTypes.IsIndex(manifest.MediaType) && manifest.ToImage().Config.Digest == image.Id);
        return isSame
            ? image.Image with
            {
                Digest = manifest.Digest,
            }
            : throw PushedTag.Taken(image.Image, manifest.Digest, image.Id);
    }

    private async Task<bool> PushOnceAsync(DockerImage image, CancellationToken cancellationToken)
    {
        var pushSettings = new DockerPushSettings(image.Image)
        {
            Lines = image.Build.Output,
            ToolTimeout = TimeSpan.FromMinutes(30),
        };
        var result = await _push.RunAsync(pushSettings, cancellationToken);
        return result.Succeeded ? true : throw DockerPushFailure.Of(image.Image, result);
    }

    // Pushes that run at once share one login; a login writes docker's configuration.
    private Task LogInOnceAsync(RegistryHost registryHost, CancellationToken cancellationToken) =>
        _loggedIn
            .GetOrAdd(registryHost, key => new Lazy<Task>(() => LogInAsync(key, CancellationToken.None)))
            .Value.WaitAsync(cancellationToken);

    private async Task LogInAsync(RegistryHost registryHost, CancellationToken cancellationToken)
    {
        if (await logins.FindAsync(registryHost, repository: null, rejected: null, cancellationToken) is { } login)
        {
            var loginSettings = new DockerLoginSettings(registryHost, login.Username)
            {
                ToolTimeout = TimeSpan.FromMinutes(1),
            };
            await new DockerLogin(host, tool).RunAsync(loginSettings, login.Password, cancellationToken);
        }
    }
}
