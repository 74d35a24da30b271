using System.Text.Json;
using Deploy.Model.Images;

namespace Deploy.Registry;

/// <summary>What a manifest refers to has to be in the repository before it.</summary>
internal static class ManifestReferences
{
    public static void Require(byte[] manifest, Func<Digest, bool> isKnown)
    {
        foreach (var digest in Of(manifest))
        {
            if (!isKnown(digest))
            {
                throw RegistryError.ManifestBlobUnknown(digest.Value);
            }
        }
    }

    private static List<Digest> Of(byte[] manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest);
            var root = document.RootElement;
            var digests = new List<Digest>();
            if (root.TryGetProperty("config", out var config))
            {
                digests.Add(DigestOf(config));
            }

            digests.AddRange(Descriptors(root, "layers"));
            digests.AddRange(Descriptors(root, "manifests"));
            return digests;
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw RegistryError.ManifestInvalid("manifest is no image manifest or index");
        }
    }

    private static IEnumerable<Digest> Descriptors(JsonElement root, string property) =>
        root.TryGetProperty(property, out var descriptors)
            // Layers with URLs are fetched from there and need not be in the registry.
            ? descriptors
                .EnumerateArray()
                .Where(descriptor => !descriptor.TryGetProperty("urls", out _))
                .Select(DigestOf)
            : [];

    private static Digest DigestOf(JsonElement descriptor) =>
        RegistryNames.Digest(descriptor.GetProperty("digest").GetString());
}
