using Deploy.Images;
using Deploy.Images.Build;
using Deploy.Images.Build.Docker;
using Deploy.Images.Build.Layer;
using Deploy.Integration.Demo;
using Deploy.Oci.Registry;
using Deploy.Testing;
using Deploy.Testing.Http;
using Deploy.Testing.Processes;
using Deploy.Tools.Docker;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Deploy.Integration.Images;

/// <summary>Both builders and the real docker: built, pushed with a login, pulled, run, and asked.</summary>
[Trait("Category", "Cluster")]
public sealed class DockerTests : IAsyncLifetime
{
    private static readonly ImageReference _base = new(
        new RegistryHost("localhost:5000"),
        new ImageRepository("base/python"),
        new ImageTag("3.11")
    );

    private readonly HttpClient _http = RegistryHttp.Create();
    private readonly ICredentialSource _logins = Substitute.For<ICredentialSource>();

    private RealRegistry _registry = null!;
    private TemporaryFolder _folder = null!;
    private IRegistry _client = null!;

    public async ValueTask InitializeAsync()
    {
        await Containers.RequireAsync(_base);
        _registry = await RealRegistry.StartAsync();
        _folder = new TemporaryFolder();
        _logins
            .FindAsync(
                _registry.Host,
                Arg.Any<ImageRepository?>(),
                Arg.Any<RegistryCredential?>(),
                Arg.Any<CancellationToken>()
            )
            .Returns(new RegistryCredential(RealRegistry.User, RealRegistry.Password));
        _client = new RegistryClient(_http, _logins, TimeProvider.System);
        // For the pulls: the layer builder leaves docker alone.
        var login = new DockerLoginSettings(_registry.Host, RealRegistry.User);
        await new DockerLogin(RealCommands.Host(), ContainerTool.Docker).RunAsync(
            login,
            RealRegistry.Password,
            default
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null)
        {
            await Child.Run("docker", ["logout", _registry.Host.Value]);
            await _registry.DisposeAsync();
        }

        _http.Dispose();
        _folder?.Dispose();
    }

    [Fact]
    public async Task Should_run_what_each_builder_made_of_each_service()
    {
        var cache = new ContentCache(_folder.Path);
        IImageBuilder[] builders =
        [
            new LayerImageBuilder(_client, cache),
            new DockerImageBuilder(RealCommands.Host(), ContainerTool.Docker, _client, _logins, TimeProvider.System),
        ];
        foreach (var (service, module) in DemoImages.Services)
        {
            var pex = await DemoImages.PexAsync(service, module, cache);
            foreach (var builder in builders)
            {
                var build = DemoImages.Build(_registry.Host, service, pex, builder.GetType().Name) with
                {
                    Base = _base,
                    Dockerfile = Path.Combine(Repository.Root, "services", "docker", "gunicorn.Dockerfile"),
                };
                var built = await builder.BuildAsync(build, default);
                var pushed = await built.PushAsync(default);
                (await built.PushAsync(default)).Reused.ShouldBeTrue();

                (await Containers.AskAsync(pushed.Image)).ShouldContain(DemoImages.Commit[..12]);
            }
        }
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Fault_25_should_push_again_when_the_registry_refuses_a_manifest(int status)
    {
        await using var proxy = await FaultProxy.StartAsync(_registry.Address);
        var host = new RegistryHost(proxy.Address.Authority);
        _logins
            .FindAsync(host, Arg.Any<ImageRepository?>(), Arg.Any<RegistryCredential?>(), Arg.Any<CancellationToken>())
            .Returns(new RegistryCredential(RealRegistry.User, RealRegistry.Password));
        var builder = new DockerImageBuilder(
            RealCommands.Host(),
            ContainerTool.Docker,
            _client,
            _logins,
            TimeProvider.System,
            new RegistrySettings { FirstDelay = TimeSpan.FromMilliseconds(1) }
        );
        var pex = await DemoImages.PexAsync("infosite", "infosite.app", new ContentCache(_folder.Path));
        var dockerfile = _folder.Write("Dockerfile", "FROM scratch\nARG PEX_FILE\nCOPY ${PEX_FILE} /app/service.pex\n");
        var build = DemoImages.Build(host, "infosite", pex, $"fault-{status}") with { Dockerfile = dockerfile };
        proxy.FailFirst(times: 2, IsManifestPut, status);

        try
        {
            var pushed = await (await builder.BuildAsync(build, default)).PushAsync(default);

            pushed.Image.Digest.ShouldNotBeNull();
            proxy
                .Requests.Count(request =>
                    request.StartsWith("PUT", StringComparison.Ordinal)
                    && request.Contains("/manifests/", StringComparison.Ordinal)
                )
                .ShouldBe(3);
        }
        finally
        {
            await Child.Run("docker", ["logout", host.Value]);
            await Child.Run("docker", ["image", "rm", "--force", $"{build.Image}"]);
        }
    }

    private static bool IsManifestPut(HttpRequest request) =>
        request.Method == "PUT" && request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal);
}
