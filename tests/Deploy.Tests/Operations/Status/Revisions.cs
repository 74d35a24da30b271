using Deploy.Clusters.Releases;

namespace Deploy.Tests.Operations.Status;

/// <summary>Revisions of a release for tests.</summary>
internal static class Revisions
{
    public static InstalledRelease Of(int revision, string status, string description = "", string manifest = "") =>
        new(
            "prod-infosite",
            new("prod"),
            revision,
            status,
            "infosite",
            "1.4.2",
            DateTimeOffset.UnixEpoch,
            description,
            manifest,
            []
        );
}
