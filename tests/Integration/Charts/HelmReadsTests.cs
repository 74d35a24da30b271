using System.Text.Json.Nodes;
using Deploy.Charts.Objects;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores;
using Deploy.Charts.Stores.Indexed;
using Deploy.Charts.Stores.Oci;
using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;
using Deploy.Testing.Registry;

namespace Deploy.Integration.Charts;

/// <summary>The real Helm reads what was published, and the other way round.</summary>
public sealed class HelmReadsTests
{
    private static readonly PublishRules Rules = new();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_add_search_show_and_pull_from_a_folder_that_is_served(int major)
    {
        using var helm = await HelmHome.OfMajorAsync(major);
        using var publishers = new Publishers("");
        var folder = Path.Combine(helm.Folder, "repository");
        var store = Folder(folder);
        foreach (var version in new[] { "1.9.0", "1.10.0", "1.11.0-rc.1+build.5" })
        {
            await store.PublishAsync(Publishers.Package(publishers.Write("web", version)), Rules, default);
        }

        await store.PublishAsync(Publishers.Package(publishers.Write("api", "0.1.0")), Rules, default);
        await using var server = await StaticFiles.StartAsync(folder);
        await helm.Run("repo", "add", "ours", server.Address);

        var all = await helm.Run("search", "repo", "ours", "--versions", "--devel", "-o", "json");
        JsonNode.Parse(all)!.AsArray().Count.ShouldBe(4);
        (await helm.Run("search", "repo", "ours/web", "-o", "json")).ShouldContain("\"version\":\"1.10.0\"");
        (await helm.Run("show", "chart", "ours/web")).ShouldContain("description: 'web: # x'");
        await helm.Run("pull", "ours/web", "--version", "1.11.0-rc.1+build.5");
        File.ReadAllBytes(Path.Combine(helm.Folder, "web-1.11.0-rc.1+build.5.tgz"))
            .ShouldBe(File.ReadAllBytes(Path.Combine(folder, "web-1.11.0-rc.1+build.5.tgz")));
        (await helm.Run("template", "ours/api")).ShouldContain("kind: List");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_write_an_index_that_Helm_sorts_no_other_way(int major)
    {
        using var helm = await HelmHome.OfMajorAsync(major);
        using var publishers = new Publishers("");
        var folder = Path.Combine(helm.Folder, "repository");
        var store = Folder(folder);
        foreach (var (name, version) in Charts())
        {
            await store.PublishAsync(
                Publishers.Package(publishers.Write(name, version)),
                new PublishRules(AllowDowngrade: true),
                default
            );
        }

        var ours = Entries(Path.Combine(folder, "index.yaml"));
        await helm.Run("repo", "index", folder);

        ours.ShouldBe(Entries(Path.Combine(folder, "index.yaml")));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_take_the_same_chart_packed_by_Helm_for_already_published(int major)
    {
        using var helm = await HelmHome.OfMajorAsync(major);
        var folder = Path.Combine(helm.Folder, "repository");
        helm.Write("lib/Chart.yaml", "# ours\nname: lib\nversion: 0.1.0\napiVersion: v2\ntype: library\n");
        helm.Write("lib/templates/_x.tpl", "x");
        helm.Write(
            "web/Chart.yaml",
            """
            # ours
            version: 1.0.0
            name: web
            apiVersion: v2
            appVersion: 1.10
            unknown: [1]
            keywords: [b, a]
            maintainers: [{ name: Ann, email: ann@example.com }]
            annotations: { b: "true", a: "x: # y" }
            dependencies:
              - { name: lib, version: ">=0.1.0 <1.0.0", repository: file://../lib, condition: lib.enabled, tags: [t], import-values: [{ parent: p, child: c }] }
            """
        );
        helm.Write("web/values.yaml", "\uFEFFtag: old\r\n");
        helm.Write("web/templates/list.yaml", "kind: List\n");
        helm.Write("web/.helmignore", "*.bak\n");
        helm.Write("web/templates/a.bak", "x");
        helm.Write("web/files/deep/x.txt", "x");
        await helm.Run("dependency", "update", "web");
        Directory.CreateDirectory(folder);
        await helm.Run("package", "web", "--destination", folder);
        await helm.Run("repo", "index", folder);
        Directory.Delete(Path.Combine(helm.Folder, "web", "charts"), recursive: true);
        helm.Write("web/values.yaml", "tag: new\n");

        var package = await new ChartPackager(null!).PackAsync(Path.Combine(helm.Folder, "web"), default);
        var result = await Folder(folder).PublishAsync(package, Rules, default);

        result.Outcome.ShouldBe(PublishOutcome.AlreadyPublished);
        result.Digest.ShouldNotBe(package.Digest);
        helm.Write("web/templates/list.yaml", "kind: Other\n");
        var changed = await new ChartPackager(null!).PackAsync(Path.Combine(helm.Folder, "web"), default);
        (
            await Should.ThrowAsync<RefusedException>(() => Folder(folder).PublishAsync(changed, Rules, default))
        ).Problem.ShouldEndWith("other content: templates/list.yaml differs");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_exchange_charts_with_Helm_through_a_registry(int major)
    {
        using var helm = await HelmHome.OfMajorAsync(major);
        using var publishers = new Publishers("");
        await using var server = await RegistryServer.StartAsync();
        var store = new OciChartStore(
            new RegistryClient(RegistryHttp.Create(), new FirstCredential(), TimeProvider.System),
            new ChartStoreUrl.Oci(server.Host, "charts"),
            new EnsureRepository(_ => throw new InvalidOperationException("this is no ECR"))
        );
        var package = Publishers.Package(publishers.Write("web", "1.0.0+a"));

        await store.PublishAsync(package, Rules, default);
        await helm.Run("pull", $"oci://{server.Host}/charts/web", "--version", "1.0.0+a", "--plain-http");

        var pulled = Directory.GetFiles(helm.Folder, "web-*.tgz").Single();
        File.ReadAllBytes(pulled).ShouldBe(package.Archive.ToArray());

        await helm.Run("package", publishers.Write("api", "2.0.0-rc.1+b"));
        await helm.Run(
            "push",
            Directory.GetFiles(helm.Folder, "api-*.tgz").Single(),
            $"oci://{server.Host}/charts",
            "--plain-http"
        );
        var listed = (await store.FindAsync([new ChartName("api")], default)).Single();

        listed.Version.Value.ShouldBe("2.0.0-rc.1+b");
        (await store.FetchAsync(listed, default)).Contents.Find("templates/list.yaml").ShouldNotBeNull();
    }

    private static IndexedChartStore Folder(string folder) =>
        new(
            new IndexedRepository(
                new FolderObjects(folder, TimeProvider.System, new Random(1)),
                RepositoryLayout.Folder
            ),
            TimeProvider.System,
            new Random(1)
        );

    private static IEnumerable<(string, string)> Charts() =>
        from name in new[] { "web", "web-api", "web2", "web10", "api", "a1b", "a12" }
        from version in new[] { "0.10.0", "0.2.0", "1.0.0-rc.1", "1.0.0", "1.0.0-rc.10", "1.0.0-rc.2" }
        select (name, version);

    // The lines of charts' names and of versions.
    private static List<string> Entries(string index) =>
        [
            .. File.ReadAllLines(index)
                .Where(line =>
                    line.StartsWith("    version:", StringComparison.Ordinal)
                    || (line.StartsWith("  ", StringComparison.Ordinal) && char.IsLetterOrDigit(line[2]))
                ),
        ];
}
