using Deploy.Charts.Index;
using Deploy.Charts.Metadata;
using Deploy.Charts.Packaging;

namespace Deploy.Charts.Publishing;

/// <summary>What publishing a chart would come to, given what is published.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Version">Its version in the checkout.</param>
public abstract record PublishDecision(ChartName Chart, ChartVersion Version)
{
    private PublishDecision(ChartPackage package)
        : this(package.Name, package.Version) { }

    /// <summary>Decides by the handbook's rules: publish only a version that the repository lacks.</summary>
    /// <param name="package">The chart as it is in the checkout.</param>
    /// <param name="versions">The published versions of the chart.</param>
    /// <param name="published">
    /// The published package of the same version; needed only where <see cref="NeedsContent"/> says so.
    /// </param>
    /// <param name="rules">What is allowed.</param>
    public static PublishDecision Decide(
        ChartPackage package,
        IReadOnlyList<PublishedVersion> versions,
        ChartPackage? published,
        PublishRules rules
    )
    {
        if (Listed(package, versions) is { } listed)
        {
            var differing = published is null ? [] : ChartComparison.DifferingFiles(package, published);
            return differing.Count == 0 ? new AlreadyPublished(package, listed) : new OtherContent(package, differing);
        }

        var newest = versions.MaxBy(version => version.Version)?.Version;
        return newest is not null && newest.CompareTo(package.Version) > 0 && !rules.AllowDowngrade
            ? new Downgrade(package, newest)
            : new Publish(package, newest);
    }

    /// <summary>The published version whose content has to be compared before deciding, or null if the digests decide.</summary>
    public static PublishedVersion? NeedsContent(ChartPackage package, IReadOnlyList<PublishedVersion> versions) =>
        Listed(package, versions) is { } listed && listed.Digest != package.Digest ? listed : null;

    private static PublishedVersion? Listed(ChartPackage package, IReadOnlyList<PublishedVersion> versions) =>
        versions.FirstOrDefault(version => version.Chart == package.Name && version.Version == package.Version);

    /// <summary>The version is new, and will be published.</summary>
    public sealed record Publish : PublishDecision
    {
        internal Publish(ChartPackage package, ChartVersion? newest)
            : base(package) => Newest = newest;

        /// <summary>The newest version so far, or null if the chart was never published.</summary>
        public ChartVersion? Newest { get; }
    }

    /// <summary>The version is there, with this content; it will be installed from the repository.</summary>
    public sealed record AlreadyPublished : PublishDecision
    {
        internal AlreadyPublished(ChartPackage package, PublishedVersion published)
            : base(package) => Published = published;

        /// <summary>The version as it is listed.</summary>
        public PublishedVersion Published { get; }
    }

    /// <summary>Publishing is refused.</summary>
    public abstract record Refused : PublishDecision
    {
        private protected Refused(ChartPackage package)
            : base(package) { }

        /// <summary>Why, in one sentence.</summary>
        public abstract string Reason { get; }

        /// <summary>What to do about it.</summary>
        public abstract string NextStep { get; }

        /// <summary>The refusal as an error.</summary>
        public PublishRefusedException ToException() => new(this) { NextStep = NextStep };
    }

    /// <summary>The version is there with other templates, which Helm would go on installing.</summary>
    public sealed record OtherContent : Refused
    {
        private const int Named = 5;

        internal OtherContent(ChartPackage package, IReadOnlyList<string> files)
            : base(package) => Files = files;

        /// <summary>The files that differ, values.yaml left aside.</summary>
        public IReadOnlyList<string> Files { get; }

        /// <inheritdoc/>
        public override string Reason =>
            $"{Chart} {Version} is published with other content: {string.Join(", ", Files.Take(Named).Select(Printable.Escape))}"
            + (Files.Count > Named ? $" and {Files.Count - Named} more files" : "")
            + (Files.Count == 1 ? " differs" : " differ");

        /// <inheritdoc/>
        public override string NextStep =>
            $"give {Chart} the version {Version.Next(VersionPart.Patch)} in its {ChartMetadata.FileName}, commit it and run again";
    }

    /// <summary>A newer version is there, so that Helm would not take this one by default.</summary>
    public sealed record Downgrade : Refused
    {
        internal Downgrade(ChartPackage package, ChartVersion newest)
            : base(package) => Newest = newest;

        /// <summary>The newest published version.</summary>
        public ChartVersion Newest { get; }

        /// <inheritdoc/>
        public override string Reason => $"{Chart} {Version} is older than {Newest}, which is published";

        /// <inheritdoc/>
        public override string NextStep => "update the checkout, or give --allow-downgrade to publish it all the same";
    }
}

/// <summary>A chart is not published, by the rules of publishing.</summary>
/// <param name="decision">Why.</param>
public sealed class PublishRefusedException(PublishDecision.Refused decision) : RefusedException(decision.Reason)
{
    /// <summary>Why.</summary>
    public PublishDecision.Refused Decision => decision;
}
