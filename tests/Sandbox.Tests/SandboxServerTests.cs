using System.Net;
using System.Net.Sockets;
using Deploy.Model.Errors;
using Deploy.Testing;
using k8s;

namespace Deploy.Sandbox.Tests;

public sealed class SandboxServerTests : IDisposable
{
    private const string ConfigMap = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Should_keep_its_objects_and_its_address_between_runs()
    {
        Uri address;
        await using (var server = await StartAsync())
        {
            address = server.Address;
            await CreateAsync(server, "dev-e1-1");
        }

        await using var again = await StartAsync();

        again.Address.ShouldBe(address);
        (await FindAsync(again, "dev-e1-1")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Should_keep_clusters_apart()
    {
        await using var server = await StartAsync("dev-e1-1", "prod-e1-1");

        await CreateAsync(server, "dev-e1-1");

        (await FindAsync(server, "dev-e1-1")).ShouldBe(HttpStatusCode.OK);
        (await FindAsync(server, "prod-e1-1")).ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync(server, "clusters/other/version")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Should_write_a_kubeconfig_with_a_context_for_each_cluster()
    {
        await using var server = await StartAsync("dev-e1-1", "prod-e1-1");

        var config = await KubernetesClientConfiguration.LoadKubeConfigAsync(server.KubeconfigPath);
        config.Contexts.Select(context => context.Name).ShouldBe(["dev-e1-1", "prod-e1-1"]);
        config.CurrentContext.ShouldBeNull();
        var client = KubernetesClientConfiguration.BuildConfigFromConfigObject(config, "prod-e1-1");
        client.Host.ShouldBe($"https://{server.Address.Authority}/clusters/prod-e1-1");
        client.AccessToken.ShouldBe(server.Token);
    }

    // They send a token by TLS only.
    [Fact]
    public async Task Should_be_reached_by_clients_of_Kubernetes_with_nothing_but_its_kubeconfig()
    {
        await using var server = await StartAsync("dev-e1-1");
        using var client = new k8s.Kubernetes(
            KubernetesClientConfiguration.BuildConfigFromConfigFile(server.KubeconfigPath, "dev-e1-1")
        );

        (await client.CoreV1.ListNamespaceAsync()).Items.ShouldContain(item => item.Metadata.Name == "default");
    }

    [Fact]
    public async Task Should_join_the_one_that_serves_the_folder_already()
    {
        await using var owner = await StartAsync();
        await CreateAsync(owner, "dev-e1-1");

        await using var guest = await StartAsync();

        owner.IsOwner.ShouldBeTrue();
        guest.IsOwner.ShouldBeFalse();
        guest.Address.ShouldBe(owner.Address);
        (await FindAsync(guest, "dev-e1-1")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Should_stay_until_its_guests_are_gone()
    {
        var owner = await StartAsync();
        var guest = await StartAsync();

        var leaving = owner.DisposeAsync().AsTask();
        await CreateAsync(guest, "dev-e1-1");
        leaving.IsCompleted.ShouldBeFalse();
        await guest.DisposeAsync();

        await leaving.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Should_serve_the_clusters_that_a_guest_needs()
    {
        await using var owner = await StartAsync("dev-e1-1");

        await using var guest = await StartAsync("dev-e1-1", "remoting-prod-e1-1");

        (await File.ReadAllTextAsync(guest.KubeconfigPath)).ShouldContain("remoting-prod-e1-1");
        (await FindAsync(guest, "remoting-prod-e1-1")).ShouldBe(HttpStatusCode.NotFound);
        await CreateAsync(guest, "remoting-prod-e1-1");
    }

    [Fact]
    public async Task Should_all_end_up_at_one_server_when_many_start_at_once()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync()));

        servers.Count(server => server.IsOwner).ShouldBe(1);
        servers.Select(server => server.Address).Distinct().ShouldHaveSingleItem();
        foreach (var server in servers.OrderBy(server => server.IsOwner))
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Should_take_another_port_when_its_own_is_taken()
    {
        Uri address;
        await using (var server = await StartAsync())
        {
            address = server.Address;
        }

        using var squatter = new TcpListener(IPAddress.Loopback, address.Port);
        squatter.Start();
        await using var again = await StartAsync();

        again.Address.Port.ShouldNotBe(address.Port);
        (await File.ReadAllTextAsync(again.KubeconfigPath)).ShouldContain(
            $"https://{again.Address.Authority}/clusters/"
        );
    }

    [Fact]
    public async Task Should_refuse_a_port_that_is_taken_when_it_was_asked_for()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;

        var failure = await Should.ThrowAsync<FailedException>(() =>
            SandboxServer.StartAsync(new SandboxOptions(_folder.Path, ["dev-e1-1"], port), CancellationToken.None)
        );

        failure.Message.ShouldContain($"port {port}");
        await using var afterwards = await StartAsync();
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Should_refuse_an_alias_that_cannot_stand_in_an_address(string alias) =>
        await Should.ThrowAsync<UsageException>(() => StartAsync(alias));

    [Fact]
    public async Task Should_end_open_watches_when_it_stops()
    {
        var server = await StartAsync();
        using var watch = await AskAsync(
            server,
            HttpMethod.Get,
            "clusters/dev-e1-1/api/v1/configmaps?watch=true&labelSelector=never"
        );

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        using var reader = new StreamReader(await watch.Content.ReadAsStreamAsync());
        (await reader.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_answer_at_other_paths_what_it_is_told_to()
    {
        var options = new SandboxOptions(_folder.Path, ["dev-e1-1"])
        {
            Endpoints = new Dictionary<string, Microsoft.AspNetCore.Http.RequestDelegate>(StringComparer.Ordinal)
            {
                ["/v2"] = context =>
                {
                    context.Response.StatusCode = 204;
                    return Task.CompletedTask;
                },
            },
        };
        await using var server = await SandboxServer.StartAsync(options, CancellationToken.None);

        (await GetAsync(server, "v2/some/image")).ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync(server, "v22")).ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<SandboxServer> StartAsync(params string[] clusters) =>
        SandboxServer.StartAsync(
            new SandboxOptions(_folder.Path, clusters.Length == 0 ? ["dev-e1-1"] : clusters),
            CancellationToken.None
        );

    private async Task CreateAsync(SandboxServer server, string cluster)
    {
        using var content = new StringContent(
            ConfigMap,
            new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")
        );
        using var response = await AskAsync(
            server,
            HttpMethod.Post,
            $"clusters/{cluster}/api/v1/namespaces/default/configmaps",
            content
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private Task<HttpStatusCode> FindAsync(SandboxServer server, string cluster) =>
        GetAsync(server, $"clusters/{cluster}/api/v1/namespaces/default/configmaps/a");

    private async Task<HttpStatusCode> GetAsync(SandboxServer server, string path)
    {
        using var response = await AskAsync(server, HttpMethod.Get, path);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> AskAsync(
        SandboxServer server,
        HttpMethod method,
        string path,
        HttpContent? content = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path)) { Content = content };
        request.Headers.Authorization = server.Authorization;
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
