namespace Deploy.Charts.Stores.Oci;

/// <summary>A chart's version as the tag of an OCI artifact. Tags have no <c>+</c>, so Helm writes <c>_</c> for it.</summary>
internal static class ChartTag
{
    /// <summary>The tag of a version.</summary>
    public static ImageTag Of(ChartVersion version) => new(version.Value.Replace('+', '_'));

    /// <summary>The version that a tag stands for, or null where it is no chart's.</summary>
    public static ChartVersion? ToVersion(string tag)
    {
        try
        {
            return new ChartVersion(tag.Replace('_', '+'));
        }
        catch (UsageException)
        {
            return null;
        }
    }
}
