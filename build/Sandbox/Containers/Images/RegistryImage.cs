using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Model.Errors;
using Deploy.Model.Images;
using Deploy.Registry;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Containers.Images;

/// <summary>An image as the registry has it.</summary>
/// <param name="Digest">Of its manifest.</param>
/// <param name="Configuration">Its configuration, whole.</param>
/// <param name="Layers">The files of its layers, bottom first.</param>
internal sealed record RegistryImage(Digest Digest, JsonObject Configuration, IReadOnlyList<string> Layers)
{
    private const string IndexSuffix = "image.index.v1+json";
    private const string ListSuffix = "manifest.list.v2+json";

    /// <summary>The architecture of this machine, as images name it.</summary>
    private static string Architecture =>
        RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "amd64",
            System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
            var other => other.ToString().ToLowerInvariant(),
        };

    /// <summary>Looks an image up.</summary>
    /// <exception cref="CannotRunException">It is not there, or not made for this machine.</exception>
    public static RegistryImage Find(RegistryStore store, string reference)
    {
        var (repository, version) = Split(reference);
        try
        {
            var manifest = store.Manifests.Find(repository, version);
            if (IsIndex(manifest.MediaType))
            {
                manifest = store.Manifests.Find(repository, Choose(reference, Read(manifest.Path)).Value);
            }

            return Load(store, reference, manifest);
        }
        catch (Exception error) when (error is RegistryError or UsageException)
        {
            throw new CannotRunException($"the image {reference} is not in the embedded registry");
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new CannotRunException($"the image {reference} cannot be read: {error.Message}");
        }
    }

    private static RegistryImage Load(RegistryStore store, string reference, StoredManifest manifest)
    {
        var content = Read(manifest.Path);
        var configuration = Read(store.Blobs.PathOf(new Digest(content.Text("config", "digest") ?? "")));
        if (
            configuration.Text("os") is not (null or "linux")
            || (configuration.Text("architecture") is { Length: > 0 } made && made != Architecture)
        )
        {
            throw new CannotRunException(
                $"the image {reference} is made for {configuration.Text("os")}/{configuration.Text("architecture")}, this machine is linux/{Architecture}"
            );
        }

        var layers = content.Items("layers").Select(layer => new Digest(layer.Text("digest") ?? ""));
        return new RegistryImage(manifest.Digest, configuration, [.. layers.Select(store.Blobs.PathOf)]);
    }

    private static Digest Choose(string reference, JsonObject index) =>
        index
            .Items("manifests")
            .Where(entry =>
                entry.Text("platform", "os") == "linux" && entry.Text("platform", "architecture") == Architecture
            )
            .Select(entry => new Digest(entry.Text("digest") ?? ""))
            .FirstOrDefault()
        ?? throw new CannotRunException($"the image {reference} is not made for linux/{Architecture}");

    private static bool IsIndex(string mediaType) =>
        mediaType.EndsWith(IndexSuffix, StringComparison.Ordinal)
        || mediaType.EndsWith(ListSuffix, StringComparison.Ordinal);

    private static JsonObject Read(string path) => JsonParser.Parse(File.ReadAllBytes(path)) as JsonObject ?? [];

    // The registry answers on a loopback address, whose port may have been another one when the chart was installed.
    private static (string Repository, string Version) Split(string reference)
    {
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? "" : reference[..slash];
        if (host.Split(':')[0] is not ("127.0.0.1" or "localhost"))
        {
            throw new CannotRunException($"the image {reference} is not in the embedded registry");
        }

        var rest = reference[(slash + 1)..];
        if (rest.IndexOf('@', StringComparison.Ordinal) is > 0 and var at)
        {
            return (rest[..at].Split(':')[0], rest[(at + 1)..]);
        }

        return rest.Split(':') is [var repository, var tag] ? (repository, tag) : (rest, "latest");
    }
}
