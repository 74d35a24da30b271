using System.Text.Json.Serialization;

namespace Deploy.Model.Images;

/// <summary>What an image runs on, in Go's words as the OCI image specification asks: <c>linux/amd64</c>.</summary>
/// <param name="Os">The operating system, e.g. <c>linux</c>.</param>
/// <param name="Architecture">The processor, e.g. <c>amd64</c>.</param>
/// <param name="Variant">Its variant, e.g. <c>v7</c> of <c>arm</c>.</param>
public sealed record ImagePlatform(
    [property: JsonPropertyName("os")] string Os,
    [property: JsonPropertyName("architecture")] string Architecture,
    [property: JsonPropertyName("variant")] string? Variant = null
)
{
    /// <summary>What clusters run on unless something else is said.</summary>
    public static ImagePlatform Default { get; } = new("linux", "amd64");

    /// <summary>Takes <c>os/architecture[/variant]</c>.</summary>
    /// <exception cref="UsageException">Not of this form.</exception>
    public static ImagePlatform Parse(string value)
    {
        var parts = value.Split('/');
        return parts.Length is 2 or 3 && parts.All(IsWord)
            ? new(parts[0], parts[1], parts.ElementAtOrDefault(2))
            : throw new UsageException(
                $"{Printable.Quote(value)} is no valid platform: it is os/architecture[/variant], e.g. linux/arm64"
            );
    }

    /// <summary>Whether an image for <paramref name="other"/> runs here; a variant that nobody asked for fits.</summary>
    public bool Accepts(ImagePlatform other) =>
        Os == other.Os && Architecture == other.Architecture && (Variant is null || Variant == other.Variant);

    /// <inheritdoc/>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    private static bool IsWord(string part) => part.Length > 0 && part.All(char.IsAsciiLetterOrDigit);
}
