using System.Text;
using Deploy.Charts.Stores;
using Deploy.Charts.Stores.Oci;
using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;
using Deploy.Testing;
using NSubstitute;

namespace Deploy.Integration.Charts;

/// <summary>A registry of the test cluster, which keeps what is pushed to it: so each test has a prefix of its own.</summary>
internal sealed class TestRegistry : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = RegistryHttp.Create();

    private TestRegistry(RegistryHost host, string? login)
    {
        Address = new(host, $"tests/{Guid.NewGuid():N}");
        Logins = login is null
            ? "{}"
            : $$"""{"auths": {"{{host}}": {"auth": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}}"} } }""";
        Store = new(
            new RegistryClient(
                _http,
                new DockerCredentials(_folder.Write("config.json", Logins), Substitute.For<ICredentialHelper>()),
                TimeProvider.System
            ),
            Address,
            new EnsureRepository(_ => throw new InvalidOperationException("this is no ECR"))
        );
    }

    public ChartStoreUrl.Oci Address { get; }

    public OciChartStore Store { get; }

    /// <summary>The logins as docker and Helm keep them.</summary>
    public string Logins { get; }

    /// <summary>Skips the test where nothing answers.</summary>
    /// <param name="host">Where it is.</param>
    /// <param name="login">User and password, with a colon between; null where none is asked for.</param>
    public static async Task<TestRegistry> AtAsync(string host, string? login)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{host}/v2/"));
            Assert.SkipUnless(
                answer.Headers.Contains("Docker-Distribution-Api-Version"),
                $"what answers on {host} is no registry"
            );
        }
        catch (HttpRequestException)
        {
            Assert.Skip($"no registry on {host} (the test cluster's)");
        }

        return new(new RegistryHost(host), login);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }
}
