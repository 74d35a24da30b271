using System.Net;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

/// <summary>Whatever arrives, the server answers with a Status and goes on.</summary>
public sealed class MalformedRequestTests : ClusterTests
{
    [Theory]
    [InlineData("", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("{", "application/json")]
    [InlineData("{} {}", "application/json")]
    [InlineData("\"\\ud800\"", "application/json")]
    [InlineData("{\"metadata\":[]}", "application/json")]
    [InlineData("{\"metadata\":{\"name\":{}}}", "application/json")]
    [InlineData("{\"metadata\":{\"ownerReferences\":[1]}}", "application/json")]
    [InlineData("a: [", "application/yaml")]
    [InlineData("a: &a [*a]", "application/yaml")]
    [InlineData("? {a: b} : c", "application/yaml")]
    [InlineData("a:\n- b: 1\n    :\nc: 2", "application/yaml")]
    public async Task Should_refuse_a_body_that_is_no_object(string body, string contentType)
    {
        var reply = await Cluster.SendAsync(HttpMethod.Post, ConfigMaps, body, contentType);

        ((int)reply.Status).ShouldBeInRange(400, 499, reply.Text);
        reply.Body["kind"]!.GetValue<string>().ShouldBe("Status");
    }

    [Fact]
    public async Task Should_refuse_a_body_of_an_unknown_type()
    {
        var reply = await Cluster.SendAsync(HttpMethod.Post, ConfigMaps, "x", "text/plain");

        reply.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Should_refuse_a_body_that_is_too_large()
    {
        var reply = await Cluster.SendAsync(HttpMethod.Post, ConfigMaps, new string(' ', 4 * 1024 * 1024));

        reply.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("[", "application/json")]
    [InlineData("[", "application/yaml")]
    [InlineData("{a: ", "application/yaml")]
    [InlineData("- ", "application/apply-patch+yaml")]
    public async Task Should_refuse_a_body_that_is_nested_too_deeply(string level, string contentType)
    {
        var body = string.Concat(Enumerable.Repeat(level, 100_000));

        (await Cluster.SendAsync(HttpMethod.Post, ConfigMaps, body, contentType)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Should_refuse_a_body_that_aliases_make_huge()
    {
        var body = "a0: &a0 x\n";
        for (var level = 1; level < 12; level++)
        {
            body += $"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n";
        }

        (await Cluster.SendAsync(HttpMethod.Post, ConfigMaps, body)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("application/json-patch+json", "{}")]
    [InlineData("application/json-patch+json", "[1]")]
    [InlineData("application/json-patch+json", "[{\"op\":\"explode\",\"path\":\"/a\"}]")]
    [InlineData("application/json-patch+json", "[{\"op\":\"remove\",\"path\":\"/nothing/here\"}]")]
    [InlineData("application/json-patch+json", "[{\"op\":\"replace\",\"path\":\"\",\"value\":1}]")]
    [InlineData("application/merge-patch+json", "[]")]
    [InlineData("application/merge-patch+json", "{\"metadata\":7}")]
    [InlineData("application/strategic-merge-patch+json", "[]")]
    [InlineData("application/strategic-merge-patch+json", "{\"metadata\":{\"finalizers\":{}}}")]
    [InlineData("application/apply-patch+yaml", "7")]
    [InlineData("application/apply-patch+yaml", "{apiVersion: v1}")]
    [InlineData("text/plain", "hello")]
    public async Task Should_refuse_a_patch_that_cannot_be_applied(string contentType, string body)
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        var reply = await Cluster.PatchAsync($"{ConfigMaps}/a?fieldManager=test", contentType, body);

        ((int)reply.Status).ShouldBeInRange(400, 499, reply.Text);
        reply.Body["status"]!.GetValue<string>().ShouldBe("Failure");
    }

    [Theory]
    [InlineData("POST", "api/v1/namespaces/default/pods/p")]
    [InlineData("PUT", "api/v1/namespaces/default/pods")]
    [InlineData("POST", "version")]
    [InlineData("GET", "apis/authorization.k8s.io/v1/selfsubjectaccessreviews")]
    public async Task Should_refuse_methods_that_a_path_does_not_take(string method, string path) =>
        (await Cluster.SendAsync(new HttpMethod(method), path, "{}")).ShouldBe(HttpStatusCode.MethodNotAllowed);

    [Fact]
    public async Task Should_refuse_names_of_other_hosts()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "version");
        request.Headers.Host = "attacker.example.com";

        using var response = await Cluster.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Property(MaxTest = 200)]
    public FsCheck.Property Should_survive_any_body() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            body =>
            {
                using var content = new ByteArrayContent(body);
                content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                using var response = Cluster.Http.PostAsync(Pods, content).GetAwaiter().GetResult();
                ((int)response.StatusCode).ShouldBeInRange(400, 499);
            }
        );
}
