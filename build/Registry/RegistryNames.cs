using Deploy.Model.Errors;
using Deploy.Model.Images;

namespace Deploy.Registry;

/// <summary>Names from a request as the model's types, with the specification's errors where they are none.</summary>
internal static class RegistryNames
{
    public static string Repository(string value)
    {
        try
        {
            return new ImageRepository(value).Value;
        }
        catch (UsageException)
        {
            throw RegistryError.NameInvalid(value);
        }
    }

    public static Digest Digest(string? value)
    {
        try
        {
            return new Digest(value ?? "");
        }
        catch (UsageException)
        {
            throw new RegistryError(400, "DIGEST_INVALID", "the digest is missing or no sha256 digest", value);
        }
    }

    public static ImageTag Tag(string value)
    {
        try
        {
            return new ImageTag(value);
        }
        catch (UsageException)
        {
            throw RegistryError.ManifestUnknown(value);
        }
    }
}
