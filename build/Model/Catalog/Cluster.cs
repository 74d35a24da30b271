namespace Deploy.Model.Catalog;

/// <summary>A Kubernetes cluster of the catalog.</summary>
/// <param name="Alias">What services call it, e.g. <c>remoting</c>.</param>
/// <param name="Name">Its own name, e.g. <c>remoting-prod-e1-1</c>; what prod asks the user to type.</param>
/// <param name="Region">The region that it is in, e.g. <c>us-east-1</c>.</param>
/// <param name="Context">The kubeconfig context that reaches it.</param>
/// <param name="IsDefault">Whether services that name no cluster live here.</param>
/// <param name="IsExplicit">Whether only services that name it live here, whatever else is the default.</param>
/// <param name="NotifyChannel">The chat channel that notices about it go to, if it has one.</param>
/// <param name="Location">Where the catalog says so.</param>
public sealed record Cluster(
    string Alias,
    string Name,
    string Region,
    string Context,
    bool IsDefault,
    bool IsExplicit,
    string? NotifyChannel,
    SourceLocation? Location
)
{
    /// <summary>Who is told about runs to it, whatever the environment.</summary>
    public IReadOnlyList<Notification> Notify { get; init; } = [];
}

/// <summary>A region of the catalog.</summary>
/// <param name="Name">E.g. <c>us-east-1</c>.</param>
/// <param name="Account">The cloud account whose registry and roles are used there, if there is one.</param>
public sealed record Region(string Name, string? Account);
