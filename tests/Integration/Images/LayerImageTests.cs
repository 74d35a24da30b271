using System.ComponentModel;
using Deploy.Images;
using Deploy.Images.Build.Layer;
using Deploy.Integration.Demo;
using Deploy.Oci.Registry;
using Deploy.Testing;
using Deploy.Testing.Registry;

namespace Deploy.Integration.Images;

/// <summary>An image that no daemon has seen, from the sources to a service that answers.</summary>
public sealed class LayerImageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = RegistryHttp.Create();

    private RegistryServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RegistryServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("infosite", "infosite.app")]
    [InlineData("users/api", "users.api.app")]
    [InlineData("buildsense/api", "buildsense.api.app")]
    public async Task Should_answer_on_its_health_path_with_its_commit(string service, string module)
    {
        await RequirePythonAsync();
        var registry = new RegistryClient(_http, new FirstCredential(), TimeProvider.System);
        var cache = new ContentCache(_folder.Path);
        var builder = new LayerImageBuilder(registry, cache);
        var pex = await DemoImages.PexAsync(service, module, cache);
        var built = await builder.BuildAsync(DemoImages.Build(_server.Host, service, pex), default);
        var pushed = await built.PushAsync(default);

        using var image = await UnpackedImage.PullAsync(registry, pushed.Image);
        var port = Health.FreePort();
        using var process = image.Run(port);
        try
        {
            (await Health.AskAsync(port, () => !process.HasExited)).ShouldContain(DemoImages.Commit[..12]);
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task RequirePythonAsync()
    {
        try
        {
            await Child.Run("python3", ["--version"]);
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no python3 on the PATH");
        }
    }
}
