namespace Deploy.Planning;

/// <summary>The folders whose files go into a service's images.</summary>
public static class SourceFolders
{
    /// <summary>The folders, relative to the repository, each once.</summary>
    public static IReadOnlyList<string> Of(Service service, RunScope scope)
    {
        var placeholders = scope.Values(service, scope.Namespaces[0]);
        return
        [
            .. service
                .Images.SelectMany(image => image.Pex.Sources)
                .Select(source => source.Expand(placeholders).TrimEnd('/'))
                .Distinct(),
        ];
    }
}
