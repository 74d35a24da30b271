using System.Net;
using System.Net.Http.Headers;
using Deploy.Testing;

namespace Deploy.Sandbox.Tests.Doors;

/// <summary>A platform with a registry, and requests that carry what they are told to.</summary>
public abstract class DoorFixture : IAsyncLifetime
{
    protected const string Cluster = "dev-e1-1";
    protected const string ConfigMap = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Every kind of path that the platform answers at, and one at which nothing is.</summary>
    internal static IReadOnlyList<(string Method, string Path)> Routes { get; } =
    [
        ("GET", "/"),
        ("GET", "/clusters/"),
        ("GET", $"/clusters/{Cluster}"),
        ("GET", $"/clusters/{Cluster}/version"),
        ("GET", $"/clusters/{Cluster}/healthz"),
        ("GET", $"/clusters/{Cluster}/apis"),
        ("GET", $"/clusters/{Cluster}/openapi/v2"),
        ("GET", $"/clusters/{Cluster}/openapi/v3"),
        ("GET", $"/clusters/{Cluster}/api/v1/secrets"),
        ("GET", $"/clusters/{Cluster}/api/v1/secrets?watch=true"),
        ("GET", $"/clusters/{Cluster}/api/v1/namespaces/default/pods/a/log"),
        ("POST", $"/clusters/{Cluster}/api/v1/namespaces/default/pods/a/exec?command=id"),
        ("POST", $"/clusters/{Cluster}/api/v1/namespaces/default/configmaps"),
        ("PUT", $"/clusters/{Cluster}/api/v1/namespaces/default/configmaps/a"),
        ("PATCH", $"/clusters/{Cluster}/api/v1/namespaces/default/configmaps/a"),
        ("DELETE", $"/clusters/{Cluster}/api/v1/namespaces/default"),
        ("POST", $"/clusters/{Cluster}/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
        ("POST", $"/clusters/{Cluster}/api/v1/namespaces/default/serviceaccounts/default/token"),
        ("GET", "/clusters/other/version"),
        ("GET", "/sandbox/join?clusters=other"),
        ("GET", "/v2"),
        ("GET", "/v2/"),
        ("GET", "/v2/_catalog"),
        ("GET", "/v2/a/tags/list"),
        ("HEAD", "/v2/a/manifests/1"),
        ("PUT", "/v2/a/manifests/1"),
        ("POST", "/v2/a/blobs/uploads/"),
        ("PATCH", "/v2/a/blobs/uploads/1"),
        ("OPTIONS", "/v2/"),
        ("GET", "/nothing/here"),
    ];

    protected string State => Path.Combine(_folder.Path, "state");

    protected SandboxServer Server { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await StartAsync();
        if (!OperatingSystem.IsWindows())
        {
            // As a checkout is: only the platform's own folder may stand in anybody's way.
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    protected Task<SandboxServer> StartAsync(params string[] clusters) =>
        SandboxServer.StartAsync(
            new SandboxOptions(State, clusters.Length == 0 ? [Cluster] : clusters).WithRegistry(),
            Cancel
        );

    /// <summary>Ends the run, and begins another.</summary>
    private protected async Task RestartAsync(Action? meanwhile = null)
    {
        await Server.DisposeAsync();
        meanwhile?.Invoke();
        Server = await StartAsync();
    }

    /// <summary>The status of an answer to a request with these headers and no other.</summary>
    private protected async Task<HttpStatusCode> AskAsync(
        string method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var response = await SendAsync(method, path, headers);
        return response.StatusCode;
    }

    private protected async Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Server.Address, path));
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent(ConfigMap, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private protected (string Name, string Value) Token => ("Authorization", $"Bearer {Server.Token}");

    /// <summary>Every file of the platform but its lock, with what is in it.</summary>
    private protected Dictionary<string, string> Files() =>
        Directory
            .EnumerateFiles(State, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "lock")
            .ToDictionary(file => Path.GetRelativePath(State, file), File.ReadAllText);
}
