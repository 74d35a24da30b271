using Deploy.Testing.Processes;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm;

namespace Deploy.Testing;

/// <summary>
/// The real helm and kubectl for tests that need them: from the checkout's <c>.tools</c>, where the program's own code
/// fetches them once. Where that cannot be, the reason to skip a test.
/// </summary>
public static class RealTools
{
    private static readonly Lazy<Task<(Binary? Helm, string? Missing)>> _helm3 = new(() => FindAsync(Helm("3.17.2")));
    private static readonly Lazy<Task<(Binary? Helm, string? Missing)>> _helm4 = new(() => FindAsync(Helm("4.1.4")));
    private static readonly Lazy<Task<(Binary? Kubectl, string? Missing)>> _kubectl = new(() =>
        FindAsync(BinaryRequirement.Kubectl)
    );

    /// <summary>Helm 3.17.2 or 4.1.4.</summary>
    /// <returns>The binary, or why there is none.</returns>
    public static Task<(Binary? Binary, string? Missing)> HelmAsync(int major) =>
        major == 3 ? _helm3.Value : _helm4.Value;

    /// <summary>Any kubectl that will do.</summary>
    /// <returns>The binary, or why there is none.</returns>
    public static Task<(Binary? Binary, string? Missing)> KubectlAsync() => _kubectl.Value;

    /// <summary>Exactly that kubectl.</summary>
    /// <returns>The binary, or why there is none.</returns>
    public static Task<(Binary? Binary, string? Missing)> KubectlAsync(Semver.SemVersion version) =>
        FindAsync(Exactly(BinaryRequirement.Kubectl, version));

    /// <summary>A client of that Helm.</summary>
    public static HelmClient Client(Binary helm) => new(RealCommands.Host(), _ => Task.FromResult(helm));

    // Exactly the version that is pinned, so that PATH does not matter.
    private static BinaryRequirement Helm(string version) =>
        Exactly(BinaryRequirement.Helm, Semver.SemVersion.Parse(version));

    private static BinaryRequirement Exactly(BinaryRequirement requirement, Semver.SemVersion version) =>
        requirement with
        {
            From = version,
            Below = version.WithPatch(version.Patch + 1),
        };

    private static async Task<(Binary?, string?)> FindAsync(BinaryRequirement requirement)
    {
        var locator = BinaryLocator.Create(
            RealCommands.Host(),
            Path.Combine(Repository.Root, ".tools"),
            Path.Combine(Repository.Root, ".deploy", "cache", "binaries.json")
        );
        try
        {
            return (await locator.FindAsync(requirement, VersionPreference.Any, CancellationToken.None), null);
        }
        catch (DeployException e)
        {
            return (null, e.Message);
        }
    }
}
