using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

/// <summary>The encoding that typed clients, helm's release storage among them, send.</summary>
public sealed class ProtobufTests : ClusterTests
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    [Fact]
    public async Task Should_read_a_secret()
    {
        var secret = Message(
            (
                1,
                Message(
                    (1, Text("sh.helm.release.v1.web.v1")),
                    (3, Text("default")),
                    (11, Entry("owner", Text("helm")))
                )
            ),
            (2, Entry("release", Text("payload"))),
            (3, Text("helm.sh/release.v1"))
        );

        var reply = await SendAsync(HttpMethod.Post, Secrets, "v1", "Secret", secret);

        var body = reply.ShouldBe(HttpStatusCode.Created).Body;
        body["metadata"]!["name"]!.GetValue<string>().ShouldBe("sh.helm.release.v1.web.v1");
        body["metadata"]!["labels"]!["owner"]!.GetValue<string>().ShouldBe("helm");
        body["type"]!.GetValue<string>().ShouldBe("helm.sh/release.v1");
        Convert.FromBase64String(body["data"]!["release"]!.GetValue<string>()).ShouldBe(Text("payload"));
    }

    [Fact]
    public async Task Should_read_a_namespace()
    {
        var @namespace = Message((1, Message((1, Text("prod")))), (2, []), (3, []));

        var reply = await SendAsync(HttpMethod.Post, Namespaces, "v1", "Namespace", @namespace);

        reply.ShouldBe(HttpStatusCode.Created).Body["status"]!["phase"]!.GetValue<string>().ShouldBe("Active");
    }

    [Fact]
    public async Task Should_read_an_access_review()
    {
        var review = Message((2, Message((1, Message((2, Text("create")), (5, Text("deployments")))))));

        var reply = await SendAsync(
            HttpMethod.Post,
            "apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            "authorization.k8s.io/v1",
            "SelfSubjectAccessReview",
            review
        );

        var body = reply.ShouldBe(HttpStatusCode.Created).Body;
        body["status"]!["allowed"]!.GetValue<bool>().ShouldBeTrue();
        body["spec"]!["resourceAttributes"]!["verb"]!.GetValue<string>().ShouldBe("create");
    }

    [Fact]
    public async Task Should_read_the_options_of_a_deletion()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        var options = Message((2, Message((1, Text("another-uid")))));

        var reply = await SendAsync(HttpMethod.Delete, $"{ConfigMaps}/a", "v1", "DeleteOptions", options);

        reply.ShouldBe(HttpStatusCode.Conflict).Message.ShouldContain("another-uid");
    }

    [Fact]
    public async Task Should_skip_fields_that_it_does_not_know()
    {
        var item = Message((1, Message((1, Text("a")), (99, Text("?")))), (77, Text("?")));

        (await SendAsync(HttpMethod.Post, ConfigMaps, "v1", "ConfigMap", item)).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("6b3873ff")]
    [InlineData("6b387300ff")]
    [InlineData("6b387300120affffffff")]
    [InlineData("6b38730012040a020aff")]
    public async Task Should_refuse_what_is_broken(string hex)
    {
        var reply = await SendAsync(HttpMethod.Post, Secrets, Convert.FromHexString(hex));

        reply.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Entry(string key, byte[] value) => Message((1, Text(key)), (2, value));

    private static byte[] Message(params IEnumerable<(int Number, byte[] Value)> fields)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer))
        {
            foreach (var (number, value) in fields)
            {
                output.WriteTag(number, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(value));
            }
        }

        return buffer.ToArray();
    }

    private Task<Reply> SendAsync(HttpMethod method, string path, string apiVersion, string kind, byte[] raw) =>
        SendAsync(
            method,
            path,
            [.. "k8s\0"u8, .. Message((1, Message((1, Text(apiVersion)), (2, Text(kind)))), (2, raw))]
        );

    private async Task<Reply> SendAsync(HttpMethod method, string path, byte[] body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        using var response = await Cluster.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }
}
