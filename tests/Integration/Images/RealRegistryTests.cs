using System.Text;
using Deploy.Images;
using Deploy.Images.Build;
using Deploy.Images.Build.Layer;
using Deploy.Images.Pex;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Testing;
using Deploy.Testing.Http;
using NSubstitute;

namespace Deploy.Integration.Images;

/// <summary>The client and the layer builder against docker's own registry, with a login, through a faulty network.</summary>
[Trait("Category", "Registry")]
public sealed class RealRegistryTests : IAsyncLifetime
{
    private readonly HttpClient _http = RegistryHttp.Create();

    private RealRegistry _registry = null!;
    private TemporaryFolder _folder = null!;
    private FaultProxy _proxy = null!;
    private IRegistry _client = null!;

    private RegistryHost Host => new(_proxy.Address.Authority);

    public async ValueTask InitializeAsync()
    {
        _registry = await RealRegistry.StartAsync();
        _folder = new TemporaryFolder();
        _proxy = await FaultProxy.StartAsync(_registry.Address);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RealRegistry.User}:{RealRegistry.Password}"));
        var config = _folder.Write("config.json", $$"""{"auths": {"{{Host}}": {"auth": "{{basic}}"} } }""");
        _client = new RegistryClient(
            _http,
            new DockerCredentials(config, Substitute.For<ICredentialHelper>()),
            TimeProvider.System,
            new RegistrySettings { FirstDelay = TimeSpan.FromMilliseconds(1), ChunkSize = 100_000 }
        );
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_registry?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder?.Dispose();
    }

    private ImageReference Repository(string name) => new(Host, new ImageRepository(name));

    private async Task<PushedImage> PushAsync(string service, string module, string tag, string? change = null)
    {
        // A cache of its own for each: what is equal is equal because it was made so.
        var cache = new ContentCache(Path.Combine(_folder.Path, $"{service}-{tag}-{change}"));
        var pex = await DemoImages.PexAsync(service, module, cache);
        if (change is not null)
        {
            await File.AppendAllTextAsync(pex.Path, change);
            pex = new PexFile(pex.Path, await Deploy.Tools.Files.FileDigest.OfAsync(pex.Path, default), Reused: false);
        }

        var builder = new LayerImageBuilder(_client, cache);
        var @base = Repository("base/python") with { Tag = new ImageTag("1") };
        var build = DemoImages.Build(Host, service, pex, tag) with { Base = @base };
        return await (await builder.BuildAsync(build, default)).PushAsync(default);
    }

    private async Task PushBaseAsync()
    {
        var repository = Repository("base/python");
        var layer = Blob.Of(MediaTypes.Layer, new byte[300_000]);
        var config = Blob.Of(
            MediaTypes.Config,
            Encoding.UTF8.GetBytes(
                $$"""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["{{Digest.Of("base"u8)}}"]} }"""
            )
        );
        await _client.Blobs.UploadAsync(repository, layer, mountFrom: null, default);
        await _client.Blobs.UploadAsync(repository, config, mountFrom: null, default);
        await _client.Manifests.PutAsync(
            repository with
            {
                Tag = new ImageTag("1"),
            },
            Manifest.Of(new ImageManifest(config.Descriptor, [layer.Descriptor])),
            default
        );
    }

    [Fact]
    public async Task Should_push_several_services_and_the_same_again_for_nothing()
    {
        await PushBaseAsync();
        foreach (var (service, module) in DemoImages.Services)
        {
            var first = await PushAsync(service, module, "v1");
            var second = await PushAsync(service, module, "v1");
            var otherTag = await PushAsync(service, module, "v2");

            second.ShouldBe(first with { BytesUploaded = 0, Reused = true });
            otherTag.Image.Digest.ShouldBe(first.Image.Digest);
        }

        (await _client.Manifests.TagsAsync(Repository("users/api/gunicorn"), default)).Order().ShouldBe(["v1", "v2"]);
    }

    [Fact]
    public async Task Should_push_one_layer_after_a_change_and_mount_the_base()
    {
        await PushBaseAsync();
        var (service, module) = DemoImages.Services[0];

        var first = await PushAsync(service, module, "v1");
        var second = await PushAsync(service, module, "v2", change: "# one line more\n");

        second.Image.Digest.ShouldNotBe(first.Image.Digest);
        first.BytesUploaded!.Value.ShouldBeLessThan(300_000, "the base's layer was mounted");
        _proxy.Requests.Count(request => request.Contains("?mount=", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Should_send_a_large_blob_in_chunks_and_resume()
    {
        var content = Enumerable.Range(0, 350_000).Select(i => (byte)(i * 7)).ToArray();
        var blob = Blob.Of(MediaTypes.Layer, content);
        var patches = 0;
        _proxy.Fault = context =>
        {
            var breaks = context.Request.Method == "PATCH" && ++patches == 2;
            if (breaks)
            {
                context.Abort();
            }

            return ValueTask.FromResult(breaks);
        };

        await _client.Blobs.UploadAsync(Repository("large"), blob, mountFrom: null, default);

        using var copy = new MemoryStream();
        await _client.Blobs.DownloadAsync(Repository("large"), blob.Descriptor, copy, default);
        copy.ToArray().ShouldBe(content);
        patches.ShouldBe(5);
    }

    [Theory]
    [InlineData("/blobs/uploads/", 503)]
    [InlineData("/manifests/", 503)]
    [InlineData("/manifests/", 429)]
    public async Task Fault_25_should_get_through_a_registry_in_trouble(string path, int status)
    {
        await PushBaseAsync();
        _proxy.FailFirst(
            times: 2,
            request => request.Method == "PUT" && request.Path.Value!.Contains(path, StringComparison.Ordinal),
            status
        );

        var pushed = await PushAsync("infosite", "infosite.app", "v1");

        (await _client.Manifests.FindAsync(pushed.Image, default))!.Digest.ShouldBe(pushed.Image.Digest);
    }

    [Fact]
    public async Task Fault_25_should_name_both_digests_when_the_tag_is_taken()
    {
        await PushBaseAsync();
        var first = await PushAsync("infosite", "infosite.app", "v1");

        var failure = await Should.ThrowAsync<FailedException>(() =>
            PushAsync("infosite", "infosite.app", "v1", change: "# other\n")
        );

        failure.Problem.ShouldContain($"is taken by {first.Image.Digest}; sha256:");
    }

    [Fact]
    public async Task Should_say_that_the_login_is_not_taken()
    {
        var nobody = new RegistryClient(_http, new FirstCredential(), TimeProvider.System);

        var failure = await Should.ThrowAsync<FailedException>(() =>
            nobody.Blobs.ExistsAsync(Repository("web"), Digest.Of([]), default)
        );

        failure.Problem.ShouldStartWith($"the registry {Host} denies access to {Host}/web: ");
    }
}
