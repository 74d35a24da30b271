using System.Net.Http.Headers;
using System.Text;
using Deploy.Model.Images;
using Deploy.Registry;
using Deploy.Testing.Registry;

namespace Deploy.Sandbox.Tests.Registry;

/// <summary>A registry, and the requests that a client makes, for one test.</summary>
public abstract class RegistryFixture(RegistryOptions? options = null) : IAsyncLifetime
{
    protected const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly HttpClient _client = new();

    protected RegistryServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RegistryServer.StartAsync(options);
        _client.BaseAddress = Server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        await Server.DisposeAsync();
    }

    protected static Digest DigestOf(string content) => Digest.Of(Encoding.UTF8.GetBytes(content));

    protected async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string? contentType = null,
        (string Name, string Value)? header = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        if (header is { } extra && !request.Headers.TryAddWithoutValidation(extra.Name, extra.Value))
        {
            request.Content!.Headers.TryAddWithoutValidation(extra.Name, extra.Value);
        }

        return await _client.SendAsync(request);
    }

    protected Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    protected async Task<Digest> UploadAsync(string repository, string content)
    {
        var digest = DigestOf(content);
        var response = await SendAsync(HttpMethod.Post, $"/v2/{repository}/blobs/uploads/?digest={digest}", content);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return digest;
    }

    protected Task<HttpResponseMessage> PutManifestAsync(string repository, string reference, string manifest) =>
        SendAsync(HttpMethod.Put, $"/v2/{repository}/manifests/{reference}", manifest, ManifestType);

    /// <summary>Uploads what an image needs, and returns its manifest.</summary>
    protected async Task<string> PrepareImageAsync(string repository, string layer)
    {
        var config = await UploadAsync(repository, "{}");
        var blob = await UploadAsync(repository, layer);
        return $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{config}}","size":2},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{blob}}","size":{{layer.Length}}}]}
            """;
    }
}
