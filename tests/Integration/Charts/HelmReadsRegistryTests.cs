using Deploy.Charts.Publishing;

namespace Deploy.Integration.Charts;

/// <summary>The real Helm and we exchange charts through docker's own registry, with and without a login.</summary>
[Trait("Category", "Cluster")]
public sealed class HelmReadsRegistryTests
{
    private const string Open = "localhost:5000";
    private const string Closed = "localhost:5002";

    [Theory]
    [InlineData(3, Open, null)]
    [InlineData(4, Open, null)]
    [InlineData(3, Closed, "AWS:test-token")]
    [InlineData(4, Closed, "AWS:test-token")]
    public async Task Should_pull_and_show_what_was_published(int major, string host, string? login)
    {
        using var registry = await TestRegistry.AtAsync(host, login);
        using var helm = await HelmHome.OfMajorAsync(major);
        helm.Write(".config/registry/config.json", registry.Logins);
        using var publishers = new Publishers("");
        var package = Publishers.Package(publishers.Write("web", "1.0.0-rc.1+build.7"));

        var result = await registry.Store.PublishAsync(package, new PublishRules(), default);

        result.Outcome.ShouldBe(PublishOutcome.Published);
        var chart = $"{registry.Store.Url}/web";
        await helm.Run("pull", chart, "--version", "1.0.0-rc.1+build.7", "--plain-http");
        (await File.ReadAllBytesAsync(Directory.GetFiles(helm.Folder, "web-*.tgz").Single())).ShouldBe(
            package.Archive.ToArray()
        );
        (await helm.Run("show", "chart", chart, "--version", "1.0.0-rc.1+build.7", "--plain-http")).ShouldContain(
            "description: 'web: # x'"
        );
        (await registry.Store.PublishAsync(package, new PublishRules(), default)).Outcome.ShouldBe(
            PublishOutcome.AlreadyPublished
        );
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_read_and_compare_what_Helm_pushed(int major)
    {
        using var registry = await TestRegistry.AtAsync(Open, login: null);
        using var helm = await HelmHome.OfMajorAsync(major);
        using var publishers = new Publishers("");
        var folder = publishers.Write("api", "2.0.0-rc.1+b");
        await helm.Run("package", folder);
        await helm.Run(
            "push",
            Directory.GetFiles(helm.Folder, "api-*.tgz").Single(),
            registry.Store.Url,
            "--plain-http"
        );

        var listed = (await registry.Store.FindAsync([new ChartName("api")], default)).Single();

        listed.Version.Value.ShouldBe("2.0.0-rc.1+b");
        (await registry.Store.PublishAsync(Publishers.Package(folder), new PublishRules(), default)).Outcome.ShouldBe(
            PublishOutcome.AlreadyPublished
        );
        var changed = Publishers.Package(publishers.Write("api", "2.0.0-rc.1+b", template: "kind: Other\n"));
        (
            await Should.ThrowAsync<RefusedException>(() =>
                registry.Store.PublishAsync(changed, new PublishRules(), default)
            )
        ).Problem.ShouldEndWith("templates/list.yaml differs");
    }
}
