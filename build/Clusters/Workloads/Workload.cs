using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>Something of a release that runs pods.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Wanted">How many pods have to be ready, or to succeed.</param>
/// <param name="Ready">How many are or did.</param>
/// <param name="Pods">The pods of its newest revision; those of older ones are on their way out, and nobody's concern.</param>
public sealed record Workload(string Kind, string Name, int Wanted, int Ready, IReadOnlyList<V1Pod> Pods)
{
    /// <summary>What its controller says that makes it hopeless; null while it is not.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether nothing is waited for.</summary>
    public bool IsReady => Ready >= Wanted && Failure is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
