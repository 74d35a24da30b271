using Amazon.Runtime;
using Deploy.Oci.Ecr;
using Deploy.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Deploy.Integration.Images;

/// <summary>ECR's API as moto has it (see the README for how to start it), through a network that injects faults.</summary>
[Trait("Category", "Aws")]
public sealed class EcrTests : IAsyncLifetime
{
    private static readonly ImageTag _tag = new("v1");

    private readonly ImageRepository _repository = new($"tests/{Random.Shared.NextInt64():x}");

    private FaultProxy _proxy = null!;
    private EcrClient _ecr = null!;

    public async ValueTask InitializeAsync()
    {
        var moto = new Uri($"http://127.0.0.1:{Environment.GetEnvironmentVariable("AWS_TEST_PORT") ?? "5566"}");
        using var client = new HttpClient();
        try
        {
            await client.GetAsync(new Uri(moto, "/moto-api/data.json"));
        }
        catch (HttpRequestException)
        {
            Assert.Skip($"there is no moto at {moto}");
        }

        _proxy = await FaultProxy.StartAsync(moto);
        _ecr = new EcrClient(
            "us-east-1",
            account: null,
            () =>
                new EcrServiceClient(
                    new EcrConfig("us-east-1", _proxy.Address),
                    new BasicAWSCredentials("test", "test")
                )
        );
    }

    public async ValueTask DisposeAsync()
    {
        _ecr?.Dispose();
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string Error(string code) => $$"""{"__type":"{{code}}","message":"injected"}""";

    private static Func<HttpRequest, bool> Operation(string name) =>
        request => request.Headers["X-Amz-Target"].ToString().EndsWith($".{name}", StringComparison.Ordinal);

    /// <summary>Puts an image into moto, which a deploy itself leaves to the registry.</summary>
    private async Task<Digest> PutImageAsync()
    {
        var (succeeded, answer) = await PutManifestAsync("first");
        succeeded.ShouldBeTrue(answer);
        return (await _ecr.FindImageAsync(_repository, _tag, default)).ShouldNotBeNull().Digest;
    }

    private async Task<(bool Succeeded, string Answer)> PutManifestAsync(string annotation)
    {
        var manifest = $$$"""
            {"annotations":{"is":"{{{annotation}}}"},"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":2,"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},"layers":[]}
            """;
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _proxy.Address);
        request.Headers.Add("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.PutImage");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20240101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=0"
        );
        var text = System.Text.Json.JsonSerializer.Serialize(manifest);
        request.Content = new StringContent(
            $$"""{"repositoryName":"{{_repository}}","imageTag":"v1","imageManifest":{{text}} }"""
        );
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        using var response = await client.SendAsync(request);
        return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Should_make_a_repository_once()
    {
        (await _ecr.FindRepositoryAsync(_repository, default)).ShouldBeNull();

        var made = await _ecr.CreateRepositoryAsync(_repository, default);
        var again = await _ecr.CreateRepositoryAsync(_repository, default);

        made.HasImmutableTags.ShouldBeTrue();
        EcrRegistryName.Of(made.Registry).ShouldNotBeNull().Region.ShouldBe("us-east-1");
        again.ShouldBe(made);
        (await _ecr.FindRepositoryAsync(_repository, default)).ShouldBe(made);
    }

    [Fact]
    public async Task Should_find_images_and_their_manifests()
    {
        await _ecr.CreateRepositoryAsync(_repository, default);
        (await _ecr.FindImageAsync(_repository, _tag, default)).ShouldBeNull();
        (await _ecr.GetManifestAsync(_repository, _tag, default)).ShouldBeNull();

        var digest = await PutImageAsync();

        var manifest = (await _ecr.GetManifestAsync(_repository, _tag, default)).ShouldNotBeNull();
        manifest.Digest.ShouldBe(digest);
        manifest.Content.ShouldContain("schemaVersion");
    }

    [Fact]
    public async Task Should_get_a_login()
    {
        var login = await _ecr.GetAuthorizationTokenAsync(default);

        login.Username.ShouldBe("AWS");
        login.Password.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Fault_25_should_get_through_throttling()
    {
        _proxy.FailFirst(times: 3, Operation("GetAuthorizationToken"), 400, Error("ThrottlingException"));

        (await _ecr.GetAuthorizationTokenAsync(default)).Username.ShouldBe("AWS");
        _proxy.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Fault_25_should_make_a_missing_repository_before_the_push_and_only_then()
    {
        var ensure = new EnsureRepository(_ => _ecr);
        var image = new ImageReference(
            new RegistryHost("123456789012.dkr.ecr.us-east-1.amazonaws.com"),
            _repository,
            _tag
        );

        (await ensure.RunAsync(image, default)).ShouldBeTrue();
        (await ensure.RunAsync(image, default)).ShouldBeFalse();

        (await _ecr.FindRepositoryAsync(_repository, default)).ShouldNotBeNull().HasImmutableTags.ShouldBeTrue();
    }

    [Fact]
    public async Task Fault_25_should_keep_the_first_image_of_an_immutable_tag()
    {
        await _ecr.CreateRepositoryAsync(_repository, default);
        var digest = await PutImageAsync();

        var (succeeded, answer) = await PutManifestAsync("other");

        succeeded.ShouldBeFalse();
        answer.ShouldContain("AlreadyExists");
        (await _ecr.FindImageAsync(_repository, _tag, default)).ShouldNotBeNull().Digest.ShouldBe(digest);
    }

    [Fact]
    public async Task Fault_25_should_say_that_the_session_has_expired()
    {
        _proxy.FailFirst(times: 1, Operation("DescribeRepositories"), 400, Error("ExpiredTokenException"));

        var failure = await Should.ThrowAsync<FailedException>(() => _ecr.FindRepositoryAsync(_repository, default));

        failure.Problem.ShouldStartWith("the AWS session has expired");
    }

    [Fact]
    public async Task Fault_25_should_say_that_the_repository_is_missing()
    {
        var failure = await Should.ThrowAsync<FailedException>(() => _ecr.FindImageAsync(_repository, _tag, default));

        failure.Problem.ShouldStartWith("ECR has no such repository in us-east-1");
    }
}
