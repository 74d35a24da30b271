namespace Deploy.Registry;

/// <summary>How the registry behaves where registries differ.</summary>
public sealed record RegistryOptions
{
    /// <summary>Refuses to move a tag to other content, as an ECR repository with immutable tags does.</summary>
    public bool ImmutableTags { get; init; }
}
