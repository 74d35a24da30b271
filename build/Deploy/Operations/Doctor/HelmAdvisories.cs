using Semver;

namespace Deploy.Operations.Doctor;

/// <summary>Published advisories that a Helm version is open to.</summary>
internal static class HelmAdvisories
{
    // Each with the first good version of the lines that got a fix; what is older than a fixed line is open as well.
    private static readonly (string Id, SemVersion[] Fixed)[] _known =
    [
        ("CVE-2025-32386", [new(3, 17, 3)]),
        ("CVE-2025-53547", [new(3, 17, 4), new(3, 18, 4)]),
        ("CVE-2025-55198", [new(3, 18, 5)]),
        ("CVE-2025-55199", [new(3, 18, 5)]),
        ("CVE-2026-35206", [new(3, 20, 2), new(4, 1, 4)]),
    ];

    /// <summary>The advisories that hold for a version.</summary>
    public static IReadOnlyList<string> Of(SemVersion version) =>
        [.. _known.Where(advisory => !IsFixedIn(version, advisory.Fixed)).Select(advisory => advisory.Id)];

    // Fixed in this very line from the patch on, or newer than the newest line that needed a fix.
    private static bool IsFixedIn(SemVersion version, SemVersion[] fixes) =>
        fixes.Any(fix =>
            version.Major == fix.Major && version.Minor == fix.Minor && version.ComparePrecedenceTo(fix) >= 0
        )
        || fixes
            .Where(fix => fix.Major == version.Major)
            .Select(fix => fix.Minor)
            .DefaultIfEmpty(fixes.Max(fix => fix.Major) < version.Major ? -1 : int.MaxValue)
            .Max() < version.Minor;
}
