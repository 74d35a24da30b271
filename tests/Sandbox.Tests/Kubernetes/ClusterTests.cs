using Microsoft.Extensions.Time.Testing;

namespace Deploy.Sandbox.Tests.Kubernetes;

/// <summary>Tests against a cluster of their own.</summary>
public abstract class ClusterTests : IAsyncLifetime
{
    protected const string Pods = "api/v1/namespaces/default/pods";
    protected const string Services = "api/v1/namespaces/default/services";
    protected const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    protected const string Secrets = "api/v1/namespaces/default/secrets";
    protected const string Events = "api/v1/namespaces/default/events";
    protected const string Namespaces = "api/v1/namespaces";
    protected const string Deployments = "apis/apps/v1/namespaces/default/deployments";
    protected const string ReplicaSets = "apis/apps/v1/namespaces/default/replicasets";
    protected const string Jobs = "apis/batch/v1/namespaces/default/jobs";

    /// <summary>The cluster.</summary>
    protected TestCluster Cluster { get; private set; } = null!;

    /// <summary>The cluster's clock, for tests that turn it.</summary>
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>Whether an image can be pulled.</summary>
    protected virtual bool? ImageExists(string image) => null;

    public async ValueTask InitializeAsync() => Cluster = await TestCluster.StartAsync(Clock, ImageExists);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Cluster.DisposeAsync();
    }
}
