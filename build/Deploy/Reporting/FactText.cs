using Deploy.Model;

namespace Deploy.Reporting;

/// <summary>What was proven, in words.</summary>
internal static class FactText
{
    /// <summary>One line about a fact, without its service.</summary>
    public static string Of(Fact fact) =>
        fact switch
        {
            PexBuilt { Reused: true } pex => $"{pex.Image}: nothing changed, PEX {pex.Digest.Short} is there",
            PexBuilt pex => $"{pex.Image}: PEX {pex.Digest.Short} built",
            ImageBuilt image => $"{image.Image}: {image.Reference.Repository}:{image.Reference.Tag} built",
            ImagePushed { AlreadyThere: true } image =>
                $"{image.Image}: {image.Reference.Repository}:{image.Reference.Tag} is in the registry already, {image.Reference.Digest?.Short}",
            // Docker does not tell how much it sent.
            ImagePushed image =>
                $"{image.Image}: {image.Reference.Repository}:{image.Reference.Tag} pushed, {image.Reference.Digest?.Short}{(image.Uploaded > 0 ? $" ({Size(image.Uploaded)} uploaded)" : "")}",
            ValueUpdated value when value.Old == value.New => $"{value.Path} is {value.New} already",
            ValueUpdated value => $"{value.Path}: {value.Old ?? "(nothing)"} → {value.New}",
            ChartPublished { AlreadyThere: true } chart => $"{chart.Chart} {chart.Version} was published before",
            ChartPublished chart => $"{chart.Chart} {chart.Version} published, {chart.Digest.Short}",
            ReleaseInstalled { Unchanged: true } release =>
                $"{release.Release} is revision {release.Revision} already, nothing to do",
            ReleaseInstalled { Before: null } release => $"{release.Release} installed, revision {release.Revision}",
            ReleaseInstalled release => $"{release.Release} upgraded, revision {release.Before} → {release.Revision}",
            ReleaseRolledBack release =>
                $"{release.Release} rolled back, revision {release.From} → {release.Revision}, which is {release.To} again",
            ReleaseDeleted release => $"{release.Release} removed from {release.Namespace}",
            TestsRan { Verdict: TestVerdict.None } test => $"{test.Release} has no Helm tests",
            TestsRan { Verdict: TestVerdict.Simulated } test =>
                $"{test.Release}: Helm tests not run, only simulated (their images are not here)",
            TestsRan { Run: { } run } test =>
                $"{test.Release}: Helm tests {test.Verdict.ToString().ToLowerInvariant()} in run {run}, of this revision",
            TestsRan test => $"{test.Release}: Helm tests {test.Verdict.ToString().ToLowerInvariant()}",
            _ => fact.ToString(),
        };

    private static string Size(long bytes) =>
        bytes < 10_000 ? $"{bytes} B"
        : bytes < 10_000_000 ? $"{bytes / 1000} kB"
        : $"{bytes / 1_000_000} MB";
}
