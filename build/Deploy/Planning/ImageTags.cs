namespace Deploy.Planning;

/// <summary>Which tags a commit's images get, and which values hold them.</summary>
public static class ImageTags
{
    /// <summary>The tag that a run gives to the images of a service that it builds.</summary>
    public static ImageTag Of(RunScope scope, Service service, SourceRevision source) =>
        ImageTag.ForCommit(
            scope.Environment.TagPrefix?.Expand(scope.Values(service, scope.Namespaces[0])),
            source.CommittedAt,
            source.Commit,
            source.DirtyContent
        );

    /// <summary>The images of a service, and the values of its chart that hold their tags.</summary>
    public static IReadOnlyList<(string Image, string Path)> Places(RunScope scope, Service service)
    {
        var placeholders = scope.Values(service, scope.Namespaces[0]);
        return [.. service.Images.Select(image => (image.Name, image.TagValue.Expand(placeholders)))];
    }
}
