using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>An executable that the program needs, and which versions of it will do.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="From">The oldest version that will do.</param>
/// <param name="Below">The first version that will not.</param>
/// <param name="VersionArguments">Makes it print its version.</param>
/// <param name="Option">The option by which the user chooses a version; null where there is none.</param>
public sealed record BinaryRequirement(
    string Name,
    SemVersion From,
    SemVersion Below,
    IReadOnlyList<string> VersionArguments,
    string? Option
)
{
    /// <summary>Helm 3.17 and later, and Helm 4.</summary>
    public static BinaryRequirement Helm { get; } =
        new("helm", new(3, 17), new(5), ["version", "--template={{.Version}}"], "--helm-version");

    /// <summary>kubectl; what it is used for has not changed in years.</summary>
    public static BinaryRequirement Kubectl { get; } =
        new("kubectl", new(1, 20), new(2), ["version", "--client", "--output=yaml"], null);

    /// <summary>Whether a version will do. What vendors append to theirs (<c>-eks-1</c>) does not count.</summary>
    public bool Accepts(SemVersion version)
    {
        var core = version.WithoutPrereleaseOrMetadata();
        return core.ComparePrecedenceTo(From) >= 0 && core.ComparePrecedenceTo(Below) < 0;
    }

    /// <summary>The versions for people: <c>helm 3.17 or later, below 5</c>.</summary>
    public override string ToString() => $"{Name} {From.Major}.{From.Minor} or later, below {Below.Major}";
}
