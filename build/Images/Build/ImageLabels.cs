namespace Deploy.Images.Build;

/// <summary>The labels of an image, with the names that the OCI image specification gives to them.</summary>
internal static class ImageLabels
{
    /// <summary>The labels of a build, sorted by name.</summary>
    public static IReadOnlyDictionary<string, string> Of(ImageBuild build)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.opencontainers.image.created"] = build.Source.Created,
            ["org.opencontainers.image.revision"] = build.Source.Commit,
        };
        if (build.Source.Repository is { } repository)
        {
            labels["org.opencontainers.image.source"] = repository;
        }

        foreach (var (name, value) in build.Labels)
        {
            labels[name] = value;
        }

        return labels;
    }
}
