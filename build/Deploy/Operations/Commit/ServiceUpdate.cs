using Deploy.Planning;
using Deploy.Tools.Git;

namespace Deploy.Operations.Commit;

/// <summary>The new tags of a service, and what they bring.</summary>
/// <param name="Service">The service.</param>
/// <param name="File">Its values file, relative to the repository.</param>
/// <param name="Content">What the file holds now.</param>
/// <param name="Tags">The tags that differ from the commit's.</param>
/// <param name="Log">What changed in its sources since the tags that were there before.</param>
internal sealed record ServiceUpdate(
    Service Service,
    string File,
    ReadOnlyMemory<byte> Content,
    IReadOnlyList<TagChange> Tags,
    ChangeLog Log
);

/// <summary>The commits that touched a service's sources between two tags.</summary>
/// <param name="Commits">The commits, newest first.</param>
/// <param name="WhyMissing">Why nobody can tell; null where the commits are all.</param>
internal sealed record ChangeLog(IReadOnlyList<GitCommit> Commits, string? WhyMissing = null);
