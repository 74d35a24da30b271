using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Deploy.Testing;

namespace Deploy.Sandbox.Tests.Kubernetes;

/// <summary>A cluster of the test's own, and the requests that clients make of it.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";

    private const string Alias = "dev-e1-1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder;
    private readonly SandboxServer _server;
    private bool _isKept;

    private TestCluster(TemporaryFolder folder, SandboxServer server)
    {
        _folder = folder;
        _server = server;
        Http = new HttpClient { BaseAddress = new Uri($"{server.ClusterAddress(Alias)}/") };
        Http.DefaultRequestHeaders.Authorization = server.Authorization;
    }

    public HttpClient Http { get; }

    /// <summary>Where its Services answer; <c>null</c> where no containers run.</summary>
    public Uri? Front => _server.FrontAddress;

    /// <summary>Where the platform keeps its state.</summary>
    public string StateFolder => _folder.Path;

    public static async Task<TestCluster> StartAsync(
        TimeProvider? time = null,
        Func<string, bool?>? imageExists = null,
        Func<SandboxOptions, SandboxOptions>? with = null
    )
    {
        var folder = new TemporaryFolder();
        var options = new SandboxOptions(folder.Path, [Alias])
        {
            Time = time ?? TimeProvider.System,
            ImageExists = imageExists ?? (_ => null),
        };
        return new TestCluster(
            folder,
            await SandboxServer.StartAsync(with?.Invoke(options) ?? options, CancellationToken.None)
        );
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        if (!_isKept)
        {
            _folder.Dispose();
        }
    }

    /// <summary>Ends the platform, and starts it again with what it has stored.</summary>
    public async Task<TestCluster> RestartAsync(Func<SandboxOptions, SandboxOptions> with)
    {
        _isKept = true;
        await DisposeAsync();
        var options = with(new SandboxOptions(_folder.Path, [Alias]));
        return new TestCluster(_folder, await SandboxServer.StartAsync(options, CancellationToken.None));
    }

    /// <summary>Sends a request and reads its answer, whatever it is.</summary>
    public async Task<Reply> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string contentType = Yaml,
        string? accept = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    /// <summary>The object or list at a path, which must be there.</summary>
    public async Task<JsonNode> GetAsync(string path, string? accept = null) =>
        (await SendAsync(HttpMethod.Get, path, accept: accept)).ShouldBe(HttpStatusCode.OK).Body;

    /// <summary>Creates an object from YAML, which must succeed.</summary>
    public async Task<JsonNode> CreateAsync(string path, string yaml) =>
        (await SendAsync(HttpMethod.Post, path, yaml)).ShouldBe(HttpStatusCode.Created).Body;

    public Task<Reply> PostAsync(string path, string yaml) => SendAsync(HttpMethod.Post, path, yaml);

    public Task<Reply> PatchAsync(string path, string contentType, string body) =>
        SendAsync(HttpMethod.Patch, path, body, contentType);

    public Task<Reply> ApplyAsync(string path, string manager, string yaml, bool isForced = false) =>
        PatchAsync(
            $"{path}?fieldManager={manager}&force={(isForced ? "true" : "false")}",
            "application/apply-patch+yaml",
            yaml
        );

    public Task<Reply> DeleteAsync(string path, string? options = null) => SendAsync(HttpMethod.Delete, path, options);

    /// <summary>Opens a watch.</summary>
    public async Task<WatchReader> WatchAsync(string path)
    {
        var response = await Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await WatchReader.OpenAsync(response);
    }

    /// <summary>Waits until an object, which may have to appear first, is as expected.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> isExpected)
    {
        var (collection, name) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
        return await UntilAnyAsync($"{collection}?fieldSelector=metadata.name%3D{name}", isExpected);
    }

    /// <summary>Waits until any object of a collection is as expected.</summary>
    public async Task<JsonNode> UntilAnyAsync(string collection, Func<JsonNode, bool> isExpected)
    {
        var separator = collection.Contains('?') ? '&' : '?';
        await using var watch = await WatchAsync($"{collection}{separator}watch=true");
        using var patience = new CancellationTokenSource(Patience);
        JsonNode? last = null;
        try
        {
            while (true)
            {
                var next = await watch.NextAsync(patience.Token);
                last = next["object"]!;
                if (next["type"]!.GetValue<string>() != "DELETED" && isExpected(last))
                {
                    return last;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{collection} never became as expected; last seen:\n{last}");
        }
    }

    /// <summary>Waits until an object is gone.</summary>
    public async Task UntilGoneAsync(string path)
    {
        var (collection, name) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
        await using var watch = await WatchAsync(
            $"{collection}?watch=true&sendInitialEvents=true&fieldSelector=metadata.name%3D{name}"
        );
        using var patience = new CancellationTokenSource(Patience);
        var isThere = false;
        while (true)
        {
            switch ((await watch.NextAsync(patience.Token))["type"]!.GetValue<string>())
            {
                case "ADDED":
                    isThere = true;
                    break;
                case "BOOKMARK" when !isThere:
                case "DELETED":
                    return;
            }
        }
    }
}
