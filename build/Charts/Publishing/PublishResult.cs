using Deploy.Charts.Index;

namespace Deploy.Charts.Publishing;

/// <summary>What publishing came to.</summary>
/// <param name="Outcome">Whether it was this call that published.</param>
/// <param name="Version">The version as the repository has it now.</param>
/// <param name="Digest">The digest of the published package, which is the one to install.</param>
public sealed record PublishResult(PublishOutcome Outcome, PublishedVersion Version, Digest Digest);

/// <summary>Who published.</summary>
public enum PublishOutcome
{
    /// <summary>This call put the version into the repository.</summary>
    Published,

    /// <summary>It was there, with the same content.</summary>
    AlreadyPublished,
}

/// <summary>What a publisher may do.</summary>
/// <param name="AllowDowngrade">Whether a version older than the newest one may be published.</param>
public sealed record PublishRules(bool AllowDowngrade = false);
