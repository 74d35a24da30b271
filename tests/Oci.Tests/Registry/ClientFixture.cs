using System.Text;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;
using Deploy.Registry;
using Deploy.Testing.Registry;
using Microsoft.AspNetCore.Http;

namespace Deploy.Oci.Tests.Registry;

/// <summary>A registry that listens, and a client that does not wait between its tries.</summary>
public abstract class ClientFixture(RegistryOptions? options = null) : IAsyncLifetime
{
    private protected const int ChunkSize = 1000;

    private readonly HttpClient _http = RegistryHttp.Create();

    private protected RegistryServer Server { get; private set; } = null!;

    private protected IRegistry Registry { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Server = await RegistryServer.StartAsync(options);
        Registry = Client();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private protected IRegistry Client(ICredentialSource? credentials = null) =>
        new RegistryClient(
            _http,
            credentials ?? new FirstCredential(),
            TimeProvider.System,
            new RegistrySettings
            {
                Tries = 3,
                FirstDelay = TimeSpan.Zero,
                ChunkSize = ChunkSize,
            }
        );

    private protected ImageReference Repository(string name = "users/api/gunicorn") =>
        new(Server.Host, new ImageRepository(name));

    private protected static Blob BlobOf(string content) =>
        Blob.Of("application/octet-stream", Encoding.UTF8.GetBytes(content));

    private protected static Manifest ManifestOf(string annotation) =>
        new(MediaTypes.Manifest, Encoding.UTF8.GetBytes($$"""{"annotations": {"text": "{{annotation}}"} }"""));

    private protected async Task<string> DownloadAsync(ImageReference repository, Descriptor blob)
    {
        using var content = new MemoryStream();
        await Registry.Blobs.DownloadAsync(repository, blob, content, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    /// <summary>Answers the first <paramref name="times"/> requests that match in the registry's place.</summary>
    private protected void Fail(Func<HttpRequest, bool> match, int times, int status, string body = "")
    {
        var left = times;
        Server.Fault = async context =>
        {
            if (!match(context.Request) || Interlocked.Decrement(ref left) < 0)
            {
                return false;
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
            return true;
        };
    }

    private protected static bool IsManifestPut(HttpRequest request) =>
        request.Method == "PUT" && request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal);

    private protected static bool IsUpload(HttpRequest request, string method) =>
        request.Method == method && request.Path.Value!.Contains("/blobs/uploads/", StringComparison.Ordinal);

    private protected static string Error(string code, string message) =>
        $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""";
}
