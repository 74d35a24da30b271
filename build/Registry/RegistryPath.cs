using System.Text.RegularExpressions;

namespace Deploy.Registry;

/// <summary>What a path below <c>/v2/</c> addresses.</summary>
internal enum RegistryResource
{
    Root,
    Catalog,
    Tags,
    Manifest,
    Blob,
    Uploads,
    Upload,
}

/// <summary>A path below <c>/v2/</c>, taken apart from its end: repository names contain slashes themselves.</summary>
/// <param name="Resource">The kind of thing.</param>
/// <param name="Repository">Its repository; empty for the root and the catalog.</param>
/// <param name="Reference">Its tag, digest or upload id; empty for collections.</param>
internal sealed partial record RegistryPath(RegistryResource Resource, string Repository = "", string Reference = "")
{
    public static RegistryPath? Parse(string path) =>
        path switch
        {
            "" => new(RegistryResource.Root),
            "_catalog" => new(RegistryResource.Catalog),
            _ when Form().Match(path) is { Success: true } match => InRepository(match),
            _ => null,
        };

    private static RegistryPath InRepository(Match match)
    {
        var name = RegistryNames.Repository(match.Groups["name"].Value);
        var reference = match.Groups["reference"].Value;
        return match.Groups["kind"].Value switch
        {
            "tags/list" => new(RegistryResource.Tags, name),
            "blobs/uploads" when reference.Length == 0 => new(RegistryResource.Uploads, name),
            "blobs/uploads" => new(RegistryResource.Upload, name, reference),
            "blobs" => new(RegistryResource.Blob, name, reference),
            _ => new(RegistryResource.Manifest, name, reference),
        };
    }

    [GeneratedRegex(
        @"\A(?<name>.+)/((?<kind>tags/list)|(?<kind>blobs/uploads)/?|(?<kind>blobs/uploads|blobs|manifests)/(?<reference>[^/]+))\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}
