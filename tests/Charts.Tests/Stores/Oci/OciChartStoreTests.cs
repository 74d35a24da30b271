using Deploy.Charts.Publishing;
using Deploy.Charts.Stores;
using Deploy.Charts.Stores.Oci;
using Deploy.Oci.Ecr;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Testing;
using Deploy.Testing.Charts;
using Deploy.Testing.Registry;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Deploy.Charts.Tests.Stores.Oci;

public sealed class OciChartStoreTests : IAsyncLifetime
{
    private static readonly PublishRules Rules = new();

    private RegistryServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OciChartStore Store =>
        new(
            new RegistryClient(RegistryHttp.Create(), Substitute.For<ICredentialSource>(), TimeProvider.System),
            new ChartStoreUrl.Oci(_server.Host, "charts"),
            new EnsureRepository(_ => throw new InvalidOperationException("this is no ECR"))
        );

    public async ValueTask InitializeAsync() => _server = await RegistryServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Should_give_back_what_was_published()
    {
        var package = TestCharts.Package(version: "1.0.0-rc.1+build.7");

        var result = await Store.PublishAsync(package, Rules, Cancellation);
        var listed = (await Store.FindAsync([package.Name], Cancellation)).Single();

        result.Outcome.ShouldBe(PublishOutcome.Published);
        result.Digest.ShouldBe(package.Digest);
        listed.Version.ShouldBe(package.Version);
        listed.Url.ShouldBe($"oci://{_server.Host}/charts/web:1.0.0-rc.1_build.7");
        (await Store.FetchAsync(listed, Cancellation)).Archive.ToArray().ShouldBe(package.Archive.ToArray());
    }

    [Fact]
    public async Task Should_download_a_package_once()
    {
        using var folder = new TemporaryFolder();
        var store = new CachingChartStore(Store, new ChartCache(folder.Path));
        await Store.PublishAsync(TestCharts.Package(), Rules, Cancellation);
        var listed = (await store.FindAsync([TestCharts.Package().Name], Cancellation)).Single();
        var first = await store.FetchAsync(listed, Cancellation);
        _server.ForgetRequests();

        (await store.FetchAsync(listed, Cancellation)).Digest.ShouldBe(first.Digest);

        _server.Requests.ShouldBe(["GET /v2/charts/web/manifests/0.1.0"]);
    }

    [Fact]
    public async Task Should_download_what_a_tag_was_moved_to()
    {
        using var folder = new TemporaryFolder();
        var store = new CachingChartStore(Store, new ChartCache(folder.Path));
        var (before, after) = (TestCharts.Package(), TestCharts.Package(values: "moved"));
        await Store.PublishAsync(before, Rules, Cancellation);
        var listed = (await store.FindAsync([before.Name], Cancellation)).Single();
        await store.FetchAsync(listed, Cancellation);
        var registry = new RegistryClient(
            RegistryHttp.Create(),
            Substitute.For<ICredentialSource>(),
            TimeProvider.System
        );
        var image = new ImageReference(_server.Host, new ImageRepository("charts/web"), new ImageTag("0.1.0"));
        var artifact = ChartArtifact.Of(after);
        await registry.Blobs.UploadAsync(image, artifact.Config, mountFrom: null, Cancellation);
        await registry.Blobs.UploadAsync(image, artifact.Package, mountFrom: null, Cancellation);
        await registry.Manifests.PutAsync(image, artifact.Manifest, Cancellation);

        (await store.FetchAsync(listed, Cancellation)).Digest.ShouldBe(after.Digest);
    }

    [Fact]
    public async Task Should_tell_the_digest_where_a_listing_does_not()
    {
        await Store.PublishAsync(TestCharts.Package(), Rules, Cancellation);
        var listed = (await Store.FindAsync([TestCharts.Package().Name], Cancellation)).Single();
        _server.ForgetRequests();

        var resolved = await Store.ResolveAsync(listed, Cancellation);
        var again = await Store.ResolveAsync(resolved, Cancellation);

        resolved.Digest.ShouldBe(TestCharts.Package().Digest);
        again.ShouldBe(resolved);
        _server.Requests.ShouldBe(["GET /v2/charts/web/manifests/0.1.0"]);
    }

    [Fact]
    public async Task Should_list_newest_first()
    {
        foreach (var version in new[] { "1.9.0", "1.10.0", "1.11.0-rc.1" })
        {
            await Store.PublishAsync(TestCharts.Package(version: version), Rules, Cancellation);
        }

        (await Store.FindAsync([TestCharts.Package().Name], Cancellation))
            .Select(version => version.Version.Value)
            .ShouldBe(["1.11.0-rc.1", "1.10.0", "1.9.0"]);
    }

    [Fact]
    public async Task Should_not_install_what_is_not_there_or_not_what_it_was()
    {
        await Store.PublishAsync(TestCharts.Package(), Rules, Cancellation);
        var listed = (await Store.FindAsync([TestCharts.Package().Name], Cancellation)).Single();

        (
            await Should.ThrowAsync<FailedException>(() =>
                Store.FetchAsync(listed with { Version = new("9.9.9") }, Cancellation)
            )
        ).Problem.ShouldStartWith("there is no oci://");
        (
            await Should.ThrowAsync<FailedException>(() =>
                Store.FetchAsync(listed with { Digest = Digest.Of("other"u8) }, Cancellation)
            )
        ).Problem.ShouldEndWith($", but it had {Digest.Of("other"u8)}");
    }

    [Fact]
    public async Task Should_not_take_an_image_for_a_chart()
    {
        var registry = Substitute.For<IRegistry>();
        var config = Blob.Of("application/vnd.oci.image.config.v1+json", "{}"u8.ToArray());
        registry
            .Manifests.GetAsync(default!, default)
            .ReturnsForAnyArgs(Manifest.Of(new ImageManifest(config.Descriptor, [config.Descriptor])));
        var store = new OciChartStore(
            registry,
            new ChartStoreUrl.Oci(new RegistryHost("registry.example.com"), ""),
            new EnsureRepository(_ => throw new InvalidOperationException("this is no ECR"))
        );

        store.Url.ShouldBe("oci://registry.example.com");
        (
            await Should.ThrowAsync<FailedException>(() =>
                store.FetchAsync(
                    new(new("web"), new("0.1.0"), null, "oci://registry.example.com/web:0.1.0"),
                    Cancellation
                )
            )
        ).Problem.ShouldBe(
            "oci://registry.example.com/web:0.1.0 is no Helm chart, but application/vnd.oci.image.config.v1+json"
        );
    }

    [Fact]
    public async Task Should_not_download_what_no_chart_can_be()
    {
        var registry = Substitute.For<IRegistry>();
        var artifact = ChartArtifact.Of(TestCharts.Package());
        var huge = artifact.Package.Descriptor with { Size = (20 << 20) + 1 };
        registry
            .Manifests.GetAsync(default!, default)
            .ReturnsForAnyArgs(Manifest.Of(new ImageManifest(artifact.Config.Descriptor, [huge])));
        var store = new OciChartStore(
            registry,
            new ChartStoreUrl.Oci(new RegistryHost("registry.example.com"), "charts"),
            new EnsureRepository(_ => throw new InvalidOperationException("this is no ECR"))
        );

        (
            await Should.ThrowAsync<FailedException>(() =>
                store.FetchAsync(new(new("web"), new("0.1.0"), null, "the chart"), Cancellation)
            )
        ).Problem.ShouldBe("the chart has 20,971,521 bytes; 20,971,520 are the most that is read");
        registry.Blobs.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_write_the_tag_last()
    {
        await Store.PublishAsync(TestCharts.Package(), Rules, Cancellation);

        _server
            .Requests.Where(request => request.StartsWith("PUT", StringComparison.Ordinal))
            .Last()
            .ShouldBe("PUT /v2/charts/web/manifests/0.1.0");
    }

    [Fact]
    public async Task Should_do_nothing_for_what_is_published_but_for_other_values()
    {
        var published = TestCharts.Package(values: "old");
        await Store.PublishAsync(published, Rules, Cancellation);
        _server.ForgetRequests();

        var result = await Store.PublishAsync(TestCharts.Package(values: "new"), Rules, Cancellation);

        result.Outcome.ShouldBe(PublishOutcome.AlreadyPublished);
        result.Digest.ShouldBe(published.Digest);
        _server.Requests.ShouldAllBe(request => request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_refuse_other_templates_and_older_versions()
    {
        await Store.PublishAsync(TestCharts.Package(version: "1.0.0"), Rules, Cancellation);

        await Should.ThrowAsync<RefusedException>(() =>
            Store.PublishAsync(TestCharts.Package(version: "1.0.0", template: "new"), Rules, Cancellation)
        );
        await Should.ThrowAsync<RefusedException>(() =>
            Store.PublishAsync(TestCharts.Package(version: "0.9.0"), Rules, Cancellation)
        );
    }

    [Fact]
    public async Task Should_make_the_repository_first_where_that_is_ECR()
    {
        var (registry, ecr) = (Substitute.For<IRegistry>(), Substitute.For<IEcr>());
        registry.Manifests.TagsAsync(default!, default).ReturnsForAnyArgs([]);
        ecr.FindRepositoryAsync(default!, default).ReturnsForAnyArgs((EcrRepository?)null);
        var repository = new ImageRepository("charts/web");
        registry
            .Blobs.UploadAsync(default!, default!, default, default)
            .ThrowsAsyncForAnyArgs(new FailedException("seen enough"));
        var store = new OciChartStore(
            registry,
            new ChartStoreUrl.Oci(new RegistryHost("000000000000.dkr.ecr.us-east-1.amazonaws.com"), "charts"),
            new EnsureRepository(_ => ecr)
        );

        (
            await Should.ThrowAsync<FailedException>(() =>
                store.PublishAsync(TestCharts.Package(), Rules, Cancellation)
            )
        ).Problem.ShouldBe("seen enough");
        Received.InOrder(() =>
        {
            _ = ecr.CreateRepositoryAsync(repository, Cancellation);
            _ = registry.Blobs.UploadAsync(
                Arg.Any<ImageReference>(),
                Arg.Any<Blob>(),
                Arg.Any<ImageRepository?>(),
                Arg.Any<CancellationToken>()
            );
        });
    }

    [Fact]
    public async Task Should_find_nothing_where_nothing_was_published() =>
        (await Store.FindAsync([new ChartName("web")], Cancellation)).ShouldBeEmpty();

    [Fact]
    public async Task Should_pass_over_tags_that_are_no_versions()
    {
        await Store.PublishAsync(TestCharts.Package(), Rules, Cancellation);
        var registry = new RegistryClient(
            RegistryHttp.Create(),
            Substitute.For<ICredentialSource>(),
            TimeProvider.System
        );
        var image = new ImageReference(_server.Host, new ImageRepository("charts/web"), new ImageTag("0.1.0"));
        var manifest = await registry.Manifests.GetAsync(image, Cancellation);
        await registry.Manifests.PutAsync(image with { Tag = new ImageTag("latest") }, manifest!, Cancellation);

        (await Store.FindAsync([new ChartName("web")], Cancellation)).Single().Version.Value.ShouldBe("0.1.0");
    }

    [Fact]
    public async Task Should_say_so_when_somebody_else_took_the_tag_at_the_same_moment()
    {
        var isDone = false;
        _server.Fault = async context =>
        {
            if (
                context.Request.Method == "HEAD"
                && context.Request.Path.Value!.EndsWith("/manifests/0.1.0", StringComparison.Ordinal)
                && !isDone
            )
            {
                isDone = true;
                context.Response.Headers["Docker-Content-Digest"] = Digest.Of("other"u8).Value;
                context.Response.ContentType = "application/vnd.oci.image.manifest.v1+json";
                context.Response.ContentLength = 5;
                await context.Response.CompleteAsync();
            }

            return isDone;
        };

        (
            await Should.ThrowAsync<FailedException>(() =>
                Store.PublishAsync(TestCharts.Package(), Rules, Cancellation)
            )
        ).NextStep!.ShouldContain("immutable");
    }
}
