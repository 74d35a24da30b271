using Deploy.Charts.Metadata;
using Deploy.Charts.Packaging;
using Deploy.Testing;
using Deploy.Testing.Charts;
using NSubstitute;

namespace Deploy.Charts.Tests.Packaging;

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

    // As Helm would write it: the SHA-256 of both lists as JSON.
    private const string RemoteLock =
        "dependencies:\n- name: lib\n  repository: https://charts.example.com\n  version: 1.2.0\n"
        + "digest: sha256:0bd375b90fe2dabc05c61a70d328c2b67cb40eb3337b335a23d5a7ec5c4b4761\n";

    private const string RemoteDependency =
        "dependencies:\n- name: lib\n  version: ^1\n  repository: https://charts.example.com\n";

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
        error.Location.ShouldBe(new SourceLocation(Path.Combine(_folder.Path, "web/Chart.yaml"), 1, 1));
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
    public async Task Should_fetch_what_lies_in_other_repositories_in_the_locked_version()
    {
        WriteWeb(RemoteDependency, RemoteLock);
        Give("1.2.0");

        var package = await PackAsync();

        package.Contents.Find("charts/lib/templates/service.yaml").ShouldNotBeNull();
        await _fetcher
            .Received(1)
            .FetchAsync(
                new ChartDependency("lib", "1.2.0", "https://charts.example.com"),
                TestContext.Current.CancellationToken
            );
    }

    [Theory]
    [InlineData("1.2.0", 0)]
    [InlineData("1.1.0", 1)]
    public async Task Should_fetch_nothing_that_lies_in_the_chart_in_the_locked_version(string vendored, int fetched)
    {
        WriteWeb(RemoteDependency, RemoteLock);
        TestCharts.WriteTo(
            Path.Combine(_folder.Path, "web/charts/lib"),
            ("Chart.yaml", $"apiVersion: v2\nname: lib\nversion: {vendored}\n"),
            ("vendored", "")
        );
        Give("1.2.0");

        (await PackAsync()).Contents.Files.Count(file => file.Path == "charts/lib/vendored").ShouldBe(1 - fetched);

        _fetcher.ReceivedCalls().Count().ShouldBe(fetched);
    }

    [Fact]
    public async Task Should_refuse_what_was_fetched_if_it_is_another_version()
    {
        WriteWeb(RemoteDependency, RemoteLock);
        Give("1.3.0");

        var error = await Should.ThrowAsync<UsageException>(PackAsync);

        error.Problem.ShouldEndWith(
            "lib 1.2.0 of https://charts.example.com' holds lib 1.3.0, but Chart.lock has lib 1.2.0"
        );
        error.NextStep.ShouldBe("helm dependency update, and commit Chart.lock");
    }

    [Fact]
    public async Task Should_refuse_a_lock_with_two_versions_of_one_dependency()
    {
        WriteWeb(
            "dependencies:\n- {name: lib, version: 1.2.0, repository: file://../a}\n- {name: lib, version: 1.3.0, repository: file://../b}\n",
            "dependencies:\n- {name: lib, version: 1.2.0, repository: file://../a}\n- {name: lib, version: 1.3.0, repository: file://../b}\n"
                + "digest: sha256:1e019c77e7a01989b8e562779e7c0ea5f311c0e9d0fc49aebd6b65f8bdcb27a1\n"
        );

        (await Should.ThrowAsync<UsageException>(PackAsync)).Problem.ShouldContain("two versions of one dependency");
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

    private void Give(string version) =>
        _fetcher
            .FetchAsync(default!, default)
            .ReturnsForAnyArgs(new ReadOnlyMemory<byte>([.. TestCharts.Package("lib", version).Archive.Span]));

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
