using Amazon.Runtime;
using Deploy.Oci.Ecr;

namespace Deploy.Oci.Tests.Ecr;

public sealed class EcrClientTests : IAsyncLifetime
{
    private static readonly ImageRepository _repository = new("users/api");
    private static readonly ImageTag _tag = new("v1");

    private EcrServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await EcrServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private EcrClient Client(string region = "eu-central-1", string? account = null) =>
        new(
            region,
            account,
            () => new EcrServiceClient(new EcrConfig(region, _server.Address), new BasicAWSCredentials("key", "canary"))
        );

    private void Fail(string code, int status = 400, int times = int.MaxValue, string body = "{}") =>
        _server.Answer = call =>
            call <= times
                ? (status, $$"""{"__type":"com.amazonaws.ecr#{{code}}","message":"as it is"}""")
                : (200, body);

    [Fact]
    public async Task Should_sign_for_the_region_also_where_the_endpoint_is_another()
    {
        await Client().FindRepositoryAsync(_repository, default);

        var call = _server.Calls.ShouldHaveSingleItem();
        call.Target.ShouldBe("AmazonEC2ContainerRegistry_V20150921.DescribeRepositories");
        call.Authorization.ShouldStartWith("AWS4-HMAC-SHA256 Credential=key/");
        call.Authorization.ShouldContain("/eu-central-1/ecr/aws4_request");
        call.Body.ShouldBe("""{"repositoryNames":["users/api"]}""");
    }

    [Fact]
    public async Task Should_get_a_login()
    {
        _server.Answer = _ =>
            (200, """{"authorizationData":[{"authorizationToken":"QVdTOmNhbmFyeTp4","expiresAt":1700000000.5}]}""");

        var login = await Client().GetAuthorizationTokenAsync(default);

        login.ShouldBe(new EcrLogin("AWS", "canary:x", DateTimeOffset.UnixEpoch.AddSeconds(1700000000.5)));
        login.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task Should_find_a_repository()
    {
        _server.Answer = _ =>
            (
                200,
                """{"repositories":[{"repositoryName":"users/api","repositoryUri":"123456789012.dkr.ecr.eu-central-1.amazonaws.com/users/api","imageTagMutability":"IMMUTABLE"}]}"""
            );

        var repository = await Client(account: "123456789012").FindRepositoryAsync(_repository, default);

        repository.ShouldBe(
            new EcrRepository(
                _repository,
                new RegistryHost("123456789012.dkr.ecr.eu-central-1.amazonaws.com"),
                HasImmutableTags: true
            )
        );
        _server.Calls.Single().Body.ShouldBe("""{"registryId":"123456789012","repositoryNames":["users/api"]}""");
    }

    [Fact]
    public async Task Should_find_nothing_where_nothing_is()
    {
        Fail("RepositoryNotFoundException");
        (await Client().FindRepositoryAsync(_repository, default)).ShouldBeNull();

        Fail("ImageNotFoundException");
        (await Client().FindImageAsync(_repository, _tag, default)).ShouldBeNull();

        _server.Answer = _ => (200, """{"images":[],"failures":[{"failureCode":"ImageNotFound"}]}""");
        (await Client().GetManifestAsync(_repository, _tag, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_make_repositories_whose_tags_cannot_be_moved_and_whose_images_are_scanned()
    {
        _server.Answer = _ =>
            (200, """{"repository":{"repositoryName":"users/api","repositoryUri":"registry.example/users/api"}}""");

        await Client().CreateRepositoryAsync(_repository, default);

        _server
            .Calls.Single()
            .Body.ShouldBe(
                """{"repositoryName":"users/api","imageTagMutability":"IMMUTABLE","imageScanningConfiguration":{"scanOnPush":true}}"""
            );
    }

    [Fact]
    public async Task Should_take_the_repository_that_somebody_else_has_made_meanwhile()
    {
        Fail(
            "RepositoryAlreadyExistsException",
            times: 1,
            body: """{"repositories":[{"repositoryName":"users/api","repositoryUri":"registry.example/users/api","imageTagMutability":"MUTABLE"}]}"""
        );

        var repository = await Client().CreateRepositoryAsync(_repository, default);

        repository.HasImmutableTags.ShouldBeFalse();
    }

    [Fact]
    public async Task Should_tell_what_a_tag_has()
    {
        var digest = Digest.Of("x"u8);
        _server.Answer = _ =>
            (
                200,
                $$"""{"imageDetails":[{"imageDigest":"{{digest}}","imagePushedAt":1.6E9,"imageTags":["v1","v2"]}]}"""
            );

        var image = (await Client().FindImageAsync(_repository, _tag, default)).ShouldNotBeNull();

        (image.Digest, image.PushedAt).ShouldBe((digest, DateTimeOffset.FromUnixTimeSeconds(1_600_000_000)));
        image.Tags.ShouldBe(["v1", "v2"]);
    }

    [Fact]
    public async Task Should_fetch_a_manifest_byte_for_byte()
    {
        var digest = Digest.Of("x"u8);
        _server.Answer = _ =>
            (
                200,
                $$"""{"images":[{"imageManifest":"{\n \"a\": 1}","imageManifestMediaType":"type","imageId":{"imageDigest":"{{digest}}"} }]}"""
            );

        (await Client().GetManifestAsync(_repository, _tag, default)).ShouldBe(
            new EcrManifest(digest, "type", "{\n \"a\": 1}")
        );
    }

    [Theory]
    [InlineData("ThrottlingException", 400)]
    [InlineData("TooManyRequestsException", 429)]
    [InlineData("ServerException", 500)]
    public async Task Should_ask_again_when_throttled(string code, int status)
    {
        Fail(code, status, times: 2);

        await Client().FindRepositoryAsync(_repository, default);

        _server.Calls.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("ExpiredTokenException", "the AWS session has expired", "renew it")]
    [InlineData("UnrecognizedClientException", "AWS does not know these credentials", "check the profile")]
    [InlineData("AccessDeniedException", "AWS denies ECR DescribeImages in eu-central-1", "ecr:DescribeImages")]
    [InlineData("RepositoryNotFoundException", "ECR has no such repository in eu-central-1", "create the repository")]
    public async Task Should_tell_failures_apart(string code, string problem, string nextStep)
    {
        Fail(code);

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Client().FindImageAsync(_repository, _tag, default)
        );

        failure.Problem.ShouldStartWith(problem);
        failure.Problem.ShouldContain("as it is");
        failure.NextStep.ShouldNotBeNull().ShouldContain(nextStep);
        failure.ToString().ShouldNotContain("canary");
        _server.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_survive_an_answer_that_is_a_proxys_page()
    {
        _server.Answer = _ => (403, "<html>no</html>");

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Client().FindImageAsync(_repository, _tag, default)
        );

        failure.Problem.ShouldStartWith("ECR DescribeImages in eu-central-1: ");
    }

    [Theory]
    [InlineData("123456789012.dkr.ecr.us-east-1.amazonaws.com", "123456789012", "us-east-1")]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "123456789012", "cn-north-1")]
    [InlineData("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "123456789012", "us-gov-west-1")]
    [InlineData("123456789012.dkr-ecr.us-east-1.on.aws", "123456789012", "us-east-1")]
    public void Should_know_account_and_region_by_the_registrys_host(string host, string account, string region) =>
        EcrRegistryName.Of(new RegistryHost(host)).ShouldBe(new EcrRegistryName(account, region));

    [Theory]
    [InlineData("localhost:5000")]
    [InlineData("public.ecr.aws")]
    [InlineData("123456789012.dkr.ecr.us-east-1.amazonaws.com.evil.example")]
    [InlineData("12345.dkr.ecr.us-east-1.amazonaws.com")]
    public void Should_not_take_other_registries_for_ecr(string host) =>
        EcrRegistryName.Of(new RegistryHost(host)).ShouldBeNull();
}
