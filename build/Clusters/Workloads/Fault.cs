using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>Why it is certain that a release will not become ready.</summary>
/// <param name="Problem">What is wrong: pod, container and reason.</param>
/// <param name="Pods">The pods at fault.</param>
/// <param name="NextStep">What to do about it.</param>
public sealed record Fault(string Problem, IReadOnlyList<V1Pod> Pods, string? NextStep = null);
