using System.Text;
using System.Text.RegularExpressions;
using Deploy.Integration.Demo;
using Deploy.Integration.Flows;
using Deploy.Oci.Registry;
using Deploy.Testing;
using NSubstitute;

namespace Deploy.Integration.Images;

/// <summary>
/// The whole program, from sources to images in the authenticated registry of the test cluster, by both builders; the
/// images are pulled, run, and asked.
/// </summary>
[Trait("Category", "Cluster")]
public sealed partial class SourceToImageTests : IAsyncLifetime
{
    private const string Services = "infosite,users/api,buildsense/api";
    private static readonly RegistryHost _host = new("localhost:5002");

    private static readonly ImageReference _base = new(new("localhost:5000"), new("base/python"), new ImageTag("3.11"));

    private readonly string _prefix = $"tests/{Random.Shared.NextInt64():x}";
    private readonly TemporaryFolder _docker = new();
    private readonly HttpClient _http = RegistryHttp.Create();
    private Checkout _checkout = null!;

    public async ValueTask InitializeAsync()
    {
        await Containers.RequireAsync(_base);
        await RequireRegistryAsync();
        var login = Convert.ToBase64String("AWS:test-token"u8);
        _docker.Write("config.json", $$"""{"auths": {"{{_host}}": {"auth": "{{login}}"} } }""");
        _checkout = new Checkout { Environment = { ["DOCKER_CONFIG"] = _docker.Path } };
    }

    public ValueTask DisposeAsync()
    {
        _checkout?.Dispose();
        _docker.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("layer")]
    [InlineData("docker")]
    public async Task Should_run_what_it_built_of_three_services_in_one_run(string builder)
    {
        var commit = _checkout.Git("rev-parse", "HEAD").Trim();

        var images = await PushAsync(builder);

        images.Count.ShouldBe(3);
        foreach (var image in images)
        {
            (await Containers.AskAsync(image, _docker.Path)).ShouldContain(commit);
        }
    }

    [Fact]
    public async Task Should_give_the_same_digest_again_and_push_one_layer_after_a_change()
    {
        var first = await PushAsync("layer");

        Directory.Delete(Path.Combine(_checkout.Root, ".deploy"), recursive: true);
        var again = await _checkout.DeployAsync(Arguments("layer"));
        // Another digest under the same tag would be an error that names both.
        Reused().Count(again.Output).ShouldBe(3, again.ToString());

        await File.AppendAllTextAsync(Path.Combine(_checkout.Root, "services/infosite/app.py"), "# one line\n");
        _checkout.Merge("Change one line");
        var changed = await PushAsync("layer");

        var (before, after) = (await LayersAsync(Of(first, "infosite")), await LayersAsync(Of(changed, "infosite")));
        after.Count.ShouldBe(before.Count);
        after.Except(before).Count().ShouldBe(1);
        after[^1].ShouldNotBe(before[^1]);
        (await LayersAsync(Of(changed, "users/api"))).ShouldBe(await LayersAsync(Of(first, "users/api")));
    }

    [Theory]
    [InlineData("layer")]
    [InlineData("docker")]
    public async Task Fault_37_should_show_no_password_of_a_registry(string builder)
    {
        await using var canary = new Canary();
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{canary.Secret}"));
        _docker.Write("config.json", $$"""{"auths": {"{{_host}}": {"auth": "{{login}}"} } }""");

        var outcome = await _checkout.DeployAsync([.. Arguments(builder), "--verbosity=diagnostic"]);

        outcome.ExitCode.ShouldBe(1, "the registry takes another password");
        outcome.ToString().ShouldContain("denies access");
        await canary.ShouldBeHiddenAsync(outcome, _checkout.Root);
    }

    private async Task<IReadOnlyList<ImageReference>> PushAsync(string builder)
    {
        var outcome = await _checkout.DeployAsync(Arguments(builder));
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        var client = Client();
        var images = new List<ImageReference>();
        foreach (Match match in Pushed().Matches(outcome.Output))
        {
            var image = new ImageReference(
                _host,
                new(match.Groups["repository"].Value),
                new ImageTag(match.Groups["tag"].Value)
            );
            var found = (await client.Manifests.FindAsync(image, default)).ShouldNotBeNull();
            found.Digest.Short.ShouldBe(match.Groups["digest"].Value);
            images.Add(image with { Digest = found.Digest });
            if (builder == "docker")
            {
                await Child.Run("docker", ["image", "rm", "--force", $"{image}"]);
            }
        }

        return images;
    }

    private static ImageReference Of(IEnumerable<ImageReference> images, string service) =>
        images.Single(image => image.Repository.Value.EndsWith($"/{service}", StringComparison.Ordinal));

    private async Task<IReadOnlyList<Digest>> LayersAsync(ImageReference image) =>
        [
            .. (await Client().Manifests.GetAsync(image, default))
                .ShouldNotBeNull()
                .ToImage()
                .Layers.Select(layer => layer.Digest),
        ];

    private string[] Arguments(string builder)
    {
        var catalog = _docker.Write(
            $"{builder}.yaml",
            $$"""
            platform: kubernetes
            registry: {{_host}}
            chart_repository: .deploy/charts
            service_types:
              gunicorn:
                images:
                  gunicorn:
                    repository: "{{_prefix}}/{{builder}}/{service}"
                    builder: {{builder}}
                    base: {{_base}}
                    command: [python3, /app/service.pex]
            """
        );
        return ["--target=PushEcr", $"--services={Services}", "--catalog=charts/services.yaml", $"--catalog={catalog}"];
    }

    private RegistryClient Client()
    {
        var login = Substitute.For<ICredentialSource>();
        login
            .FindAsync(_host, Arg.Any<ImageRepository?>(), Arg.Any<RegistryCredential?>(), Arg.Any<CancellationToken>())
            .Returns(new RegistryCredential("AWS", "test-token"));
        return new(_http, login, TimeProvider.System);
    }

    private async Task RequireRegistryAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://{_host}/v2/"));
        }
        catch (HttpRequestException)
        {
            Assert.Skip($"there is no registry at {_host} (the test cluster starts it)");
        }
    }

    [GeneratedRegex(
        @"gunicorn: (?<repository>\S+):(?<tag>\S+) pushed, (?<digest>[0-9a-f]{12})",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Pushed();

    [GeneratedRegex("is in the registry already", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Reused();
}
