using k8s;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>Asks a cluster what the user may do there.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class AccessReviews(ClusterApi cluster)
{
    /// <summary>Whether the user may.</summary>
    /// <param name="namespace">Where.</param>
    /// <param name="right">What.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<bool> MayAsync(NamespaceName @namespace, AccessRight right, CancellationToken cancellation)
    {
        var review = new V1SelfSubjectAccessReview
        {
            Spec = new()
            {
                ResourceAttributes = new()
                {
                    NamespaceProperty = @namespace.Value,
                    Verb = right.Verb,
                    Group = right.Group,
                    Resource = right.Resource,
                    Subresource = right.Subresource,
                },
            },
        };
        var answer = await cluster.CallAsync(api =>
            api.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: cancellation)
        );
        return answer.Status?.Allowed == true;
    }

    /// <summary>The cluster's version, as <c>kubectl version</c> asks for it.</summary>
    public async Task<(string Major, string Minor, string Full)> VersionAsync(CancellationToken cancellation)
    {
        var version = await cluster.CallAsync(api => api.Version.GetCodeAsync(cancellation));
        return (version.Major, version.Minor, version.GitVersion);
    }
}

/// <summary>A thing to do to a kind of object.</summary>
/// <param name="Verb">E.g. <c>create</c>.</param>
/// <param name="Group">The API group; empty for the core one.</param>
/// <param name="Resource">E.g. <c>deployments</c>.</param>
/// <param name="Subresource">E.g. <c>log</c>.</param>
public sealed record AccessRight(string Verb, string Group, string Resource, string? Subresource = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Verb} {Resource}{(Subresource is null ? "" : $"/{Subresource}")}{(Group.Length == 0 ? "" : $".{Group}")}";
}
