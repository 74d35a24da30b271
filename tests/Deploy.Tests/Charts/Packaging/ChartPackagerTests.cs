using Deploy.Charts;
using Deploy.Model;
using Deploy.Testing;
using NSubstitute;

namespace Deploy.Tests.Charts;

public sealed class ChartPackagerTests : IDisposable
{
    // The digests are those that Helm 3.17.2 and 4.1.4 wrote for these dependencies.
    private const string LocalLock =
        "dependencies:\n- name: lib\n  repository: file://../lib\n  version: 0.1.0\n"
        + "digest: sha256:936ec9cd694558458261808edab3f040abe12a6007a551474801e11e6a1418a2\n"
        + "generated: \"2026-11-22T15:49:34.273492193Z\"\n";

    private const string LocalDependency =
        "dependencies:\n  - name: lib\n    version: 0.1.0\n    repository: file://../lib\n"
        + "    condition: lib.enabled\n    tags: [t1]\n    alias: l2\n";

    private readonly TemporaryFolder _folder = new();
    private readonly IDependencyFetcher _fetcher = Substitute.For<IDependencyFetcher>();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_vendor_a_local_dependency_from_its_sources()
    {
        WriteWeb(LocalDependency, LocalLock);
        WriteLib("0.1.0");

        var package = await PackAsync();

        package.FileName.ShouldBe("web-1.0.0.tgz");
        package
            .Contents.Files.Select(file => file.Path)
            .ShouldBe(["Chart.lock", "Chart.yaml", "charts/lib/Chart.yaml", "charts/lib/templates/_x.tpl"]);
        Directory.Exists(Path.Combine(_folder.Path, "web/charts")).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_take_the_sources_and_not_what_was_once_built_from_them()
    {
        WriteWeb(LocalDependency, LocalLock);
        WriteLib("0.1.0");
        var stale = ChartArchive.Write(new ChartName("lib"), TestCharts.Contents(("Chart.yaml", "stale"), ("old", "")));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "web/charts"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "web/charts/lib-0.1.0.tgz"), stale);

        var package = await PackAsync();

        package.Contents.Find("charts/lib/old").ShouldBeNull();
    }

    [Fact]
    public async Task Should_refuse_a_chart_without_its_lock()
    {
        WriteWeb(LocalDependency, null);

        var error = await Should.ThrowAsync<UsageException>(PackAsync);

        error.Problem.ShouldBe("Chart.lock of the chart web is missing");
        error.NextStep.ShouldBe($"helm dependency update {Path.Combine(_folder.Path, "web")}, and commit Chart.lock");
    }

    [Fact]
    public async Task Should_refuse_a_lock_that_was_made_for_other_dependencies()
    {
        WriteWeb(LocalDependency.Replace("0.1.0", "'>=0.1.0'"), LocalLock);

        (await Should.ThrowAsync<UsageException>(PackAsync)).Problem.ShouldBe(
            "Chart.lock of the chart web was made for other dependencies than Chart.yaml has"
        );
    }

    [Fact]
    public async Task Should_refuse_a_local_dependency_that_is_not_in_the_locked_version()
    {
        WriteWeb(LocalDependency, LocalLock);
        WriteLib("0.2.0");

        (await Should.ThrowAsync<UsageException>(PackAsync)).Problem.ShouldBe(
            $"'{Path.Combine(_folder.Path, "web/../lib")}' holds lib 0.2.0, but Chart.lock has lib 0.1.0"
        );
    }

    [Fact]
    public async Task Should_refuse_a_chart_that_depends_on_itself()
    {
        WriteWeb(LocalDependency, LocalLock);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "lib"), Path.Combine(_folder.Path, "web"));
        WriteWeb(LocalDependency, LocalLock, folder: "web");

        (await Should.ThrowAsync<UsageException>(PackAsync)).Problem.ShouldContain("depends on itself");
    }

    [Fact]
    public async Task Should_need_no_lock_for_what_lies_in_the_chart()
    {
        WriteWeb("dependencies:\n- name: lib\n  version: '>=0.1'\n", null);
        TestCharts.WriteTo(
            Path.Combine(_folder.Path, "web/charts/lib"),
            ("Chart.yaml", "apiVersion: v2\nname: lib\nversion: 0.1.0\n")
        );

        (await PackAsync()).Contents.Find("charts/lib/Chart.yaml").ShouldNotBeNull();
    }

    private Task<ChartPackage> PackAsync() =>
        new ChartPackager(_fetcher).PackAsync(Path.Combine(_folder.Path, "web"), TestContext.Current.CancellationToken);

    private void WriteWeb(string dependencies, string? locked, string folder = "web")
    {
        TestCharts.WriteTo(
            Path.Combine(_folder.Path, folder),
            ("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n" + dependencies)
        );
        if (locked is not null)
        {
            TestCharts.WriteTo(Path.Combine(_folder.Path, folder), ("Chart.lock", locked));
        }
    }

    private void WriteLib(string version) =>
        TestCharts.WriteTo(
            Path.Combine(_folder.Path, "lib"),
            ("Chart.yaml", $"apiVersion: v2\nname: lib\nversion: {version}\ntype: library\n"),
            ("templates/_x.tpl", "x")
        );
}
