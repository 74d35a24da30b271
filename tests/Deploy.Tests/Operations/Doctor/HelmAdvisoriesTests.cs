using Deploy.Operations.Doctor;
using Semver;

namespace Deploy.Tests.Operations.Doctor;

public sealed class HelmAdvisoriesTests
{
    [Theory]
    [InlineData("3.17.2", "CVE-2025-32386,CVE-2025-53547,CVE-2025-55198,CVE-2025-55199,CVE-2026-35206")]
    [InlineData("3.17.3", "CVE-2025-53547,CVE-2025-55198,CVE-2025-55199,CVE-2026-35206")]
    [InlineData("3.17.4", "CVE-2025-55198,CVE-2025-55199,CVE-2026-35206")]
    [InlineData("3.18.3", "CVE-2025-53547,CVE-2025-55198,CVE-2025-55199,CVE-2026-35206")]
    [InlineData("3.18.5", "CVE-2026-35206")]
    [InlineData("3.20.2", "")]
    [InlineData("4.0.0", "CVE-2026-35206")]
    [InlineData("4.1.3", "CVE-2026-35206")]
    [InlineData("4.1.4", "")]
    [InlineData("4.2.0", "")]
    public void Should_name_what_a_version_is_open_to(string version, string expected) =>
        string.Join(',', HelmAdvisories.Of(SemVersion.Parse(version))).ShouldBe(expected);
}
