using Deploy.Tools.Git;

namespace Deploy.Operations.Commit;

/// <summary>The commits that touched a service's sources between two tags.</summary>
/// <param name="Commits">The commits, newest first.</param>
/// <param name="WhyMissing">Why nobody can tell; null where the commits are all.</param>
internal sealed record ChangeLog(IReadOnlyList<GitCommit> Commits, string? WhyMissing = null);
