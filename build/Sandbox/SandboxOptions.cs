using System.Security.Cryptography;
using Deploy.Sandbox.Kubernetes;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox;

/// <summary>How the embedded platform is set up.</summary>
/// <param name="StateFolder">
/// The folder that everything is kept in between runs. One process serves it at a time; others use the server of that
/// process.
/// </param>
/// <param name="Clusters">Aliases of the Kubernetes clusters to serve, e.g. <c>prod-e1-1</c>.</param>
/// <param name="Port">The loopback port; <c>null</c> for the one used before, or a free one the first time.</param>
public sealed record SandboxOptions(string StateFolder, IReadOnlyList<string> Clusters, int? Port = null)
{
    /// <summary>The clock that objects are stamped with and that delays are measured by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where uids and generated names come from.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Where the secret that lets requests in comes from.</summary>
    public RandomNumberGenerator Secrets { get; init; } = RandomNumberGenerator.Create();

    /// <summary>
    /// For how long a process that is done goes on serving others; then one of them serves the rest. Long enough for
    /// most of what a run does.
    /// </summary>
    public TimeSpan GuestGrace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whether an image can be pulled: <c>false</c> for one whose registry is known here and does not have it, which
    /// keeps its pods from starting; <c>null</c> when the registry is not known.
    /// </summary>
    public Func<string, bool?> ImageExists { get; init; } = _ => null;

    /// <summary>How containers are run; all are simulated unless <see cref="SandboxContainers"/> says otherwise.</summary>
    internal Lazy<ContainerSettings> Containers { get; init; } = new(() => new ContainerSettings(null, null, ""));

    /// <summary>Answers requests that are not for a cluster, by the beginning of their path, e.g. <c>/v2</c>.</summary>
    public IReadOnlyDictionary<string, RequestDelegate> Endpoints { get; init; } =
        new Dictionary<string, RequestDelegate>(StringComparer.Ordinal);
}
