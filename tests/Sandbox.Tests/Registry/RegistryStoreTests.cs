using Deploy.Registry;

namespace Deploy.Sandbox.Tests.Registry;

public sealed class RegistryStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Should_have_everything_again_after_a_restart()
    {
        var digest = new RegistryStore(_folder.FullName).Manifests.Put("web", "v1", "text/plain", "{}"u8.ToArray());

        var manifest = new RegistryStore(_folder.FullName).Manifests.Find("web", "v1");

        manifest.Digest.ShouldBe(digest);
        manifest.MediaType.ShouldBe("text/plain");
        File.ReadAllText(manifest.Path).ShouldBe("{}");
    }

    [Fact]
    public void Should_drop_uploads_that_a_server_did_not_live_to_finish()
    {
        var id = new RegistryStore(_folder.FullName).Uploads.Begin();

        var restarted = new RegistryStore(_folder.FullName);

        Should.Throw<RegistryError>(() => restarted.Uploads.PathOf(id)).Code.ShouldBe("BLOB_UPLOAD_UNKNOWN");
    }

    [Fact]
    public void Should_not_take_a_write_that_was_cut_short_for_a_tag()
    {
        var store = new RegistryStore(_folder.FullName);
        store.Manifests.Put("web", "v1", "text/plain", "{}"u8.ToArray());
        File.WriteAllText(Path.Combine(_folder.FullName, "repositories", "web", "_tags", "v2.0a1b2c3d.tmp"), "sha2");

        store.Repositories.Tags("web").ShouldBe(["v1"]);
    }
}
