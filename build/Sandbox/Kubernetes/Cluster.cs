using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Network;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Schema;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes;

/// <summary>One cluster: its objects, the kinds that it serves, and the controllers that bring objects to life.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    // What the API server calls the time to live of Events.
    private static readonly TimeSpan EventLifetime = TimeSpan.FromHours(1);

    private readonly ControllerLoop _controllers;

    /// <summary>Opens a cluster and starts its controllers.</summary>
    /// <param name="settings">What the cluster is made from.</param>
    /// <param name="schemas">The structures of the API.</param>
    /// <param name="stopping">Ends watches.</param>
    public Cluster(ClusterSettings settings, SchemaCatalog schemas, CancellationToken stopping)
    {
        Name = settings.Name;
        Schemas = schemas;
        Clock = settings.Clock;
        Stopping = stopping;
        Catalog = new ResourceCatalog(BuiltInResources.All());
        Store = new ObjectStore(settings.LogPath, IsWorthKeeping);
        Writer = new ObjectWriter(Store, Schemas, Clock);
        Deleter = new ObjectDeleter(Store, Clock);
        ClusterSeed.Plant(this);
        _controllers = ControllerLoop.Start(this, settings.ImageExists, settings.Containers);
    }

    /// <summary>The alias by which the catalog and the kubeconfig know it.</summary>
    public string Name { get; }

    public ObjectStore Store { get; }

    public ResourceCatalog Catalog { get; }

    public SchemaCatalog Schemas { get; }

    public ServerClock Clock { get; }

    public ObjectWriter Writer { get; }

    public ObjectDeleter Deleter { get; }

    public CancellationToken Stopping { get; }

    /// <summary>The pods that really run; <c>null</c> where none can.</summary>
    public RealPods? Pods => _controllers.Pods;

    /// <summary>Where requests to Services lead; <c>null</c> where no pod can run.</summary>
    public ServiceRoutes? Routes => _controllers.Routes;

    public async ValueTask DisposeAsync()
    {
        await _controllers.DisposeAsync();
        Store.Dispose();
    }

    private bool IsWorthKeeping(StoredObject stored) =>
        stored.Key.Resource != "events" || !Events.IsOlderThan(stored.Json, Clock.Now - EventLifetime);
}

/// <summary>What a cluster is made from.</summary>
/// <param name="Name">Its alias.</param>
/// <param name="LogPath">The file that its objects are kept in.</param>
/// <param name="Clock">Time and identities.</param>
/// <param name="ImageExists">Whether an image can be pulled; <c>null</c> when its registry is not known here.</param>
internal sealed record ClusterSettings(string Name, string LogPath, ServerClock Clock, Func<string, bool?> ImageExists)
{
    /// <summary>How its containers are run.</summary>
    public ContainerSettings Containers { get; init; } = new(null, null, "");
}

/// <summary>How containers are run.</summary>
/// <param name="Runtime">What runs them; <c>null</c> where all are simulated.</param>
/// <param name="Lack">Why all are simulated; <c>null</c> where that is as it should be.</param>
/// <param name="ClaimsFolder">Where the volumes of claims are kept.</param>
internal sealed record ContainerSettings(IContainerRuntime? Runtime, string? Lack, string ClaimsFolder);
