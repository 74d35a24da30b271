using System.Globalization;
using Semver;

namespace Deploy.Operations.Doctor;

/// <summary>How far kubectl and a cluster may be apart: one minor version, says Kubernetes' version skew policy.</summary>
internal static class VersionSkew
{
    /// <summary>What is wrong about the two; null where they fit.</summary>
    /// <param name="kubectl">kubectl's version.</param>
    /// <param name="major">The cluster's, as it says it.</param>
    /// <param name="minor">The cluster's, as it says it; vendors append a plus.</param>
    public static string? Of(SemVersion kubectl, string major, string minor) =>
        int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var clusterMajor)
        && int.TryParse(minor.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var clusterMinor)
        && (kubectl.Major != clusterMajor || Math.Abs((int)kubectl.Minor - clusterMinor) > 1)
            ? $"kubectl {kubectl.Major}.{kubectl.Minor} is more than one minor version from {clusterMajor}.{clusterMinor}"
            : null;
}
