using System.Net;
using System.Text;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

/// <summary>The API server's limits: what is too much is refused, in little time, and the server goes on.</summary>
public sealed class LimitTests : ClusterTests
{
    private const string JsonPatch = "application/json-patch+json";
    private const string MergePatch = "application/merge-patch+json";
    private const string StrategicPatch = "application/strategic-merge-patch+json";
    private const string Widgets = "apis/example.com/v1/namespaces/default/widgets";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Should_refuse_copies_that_double_and_double()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        var patch = Operations(40, at => $$"""{"op":"copy","from":"/data","path":"/data/x{{at}}"}""");

        var reply = await PatchAsync($"{ConfigMaps}/a", JsonPatch, patch);

        reply.ShouldBe(HttpStatusCode.UnprocessableEntity);
        reply.Text.ShouldContain("accumulated size increase of copy");
    }

    [Fact]
    public async Task Should_refuse_many_copies_of_something_large()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        var large = $$"""{"op":"add","path":"/data/large","value":"{{new string('x', 1024 * 1024)}}"}""";
        var copies = Operations(9_000, at => $$"""{"op":"copy","from":"/data/large","path":"/data/c{{at}}"}""");

        (await PatchAsync($"{ConfigMaps}/a", JsonPatch, $"[{large},{copies[1..]}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
    }

    [Fact]
    public async Task Should_take_ten_thousand_operations_and_no_more()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        const string Operation = """{"op":"add","path":"/data/x","value":"y"}""";

        (await PatchAsync($"{ConfigMaps}/a", JsonPatch, Operations(10_000, _ => Operation))).ShouldBe(
            HttpStatusCode.OK
        );
        var reply = await PatchAsync($"{ConfigMaps}/a", JsonPatch, Operations(10_001, _ => Operation));

        reply.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        reply.Text.ShouldContain("The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    [Fact]
    public async Task Should_refuse_a_result_that_moves_have_nested_too_deeply()
    {
        await DefineWidgetsAsync();
        await Cluster.CreateAsync(Widgets, Widget("{n: {}}"));
        var patch = Operations(
            9_000,
            at =>
                (at % 3) switch
                {
                    0 => """{"op":"add","path":"/spec/m","value":{}}""",
                    1 => """{"op":"move","from":"/spec/n","path":"/spec/m/n"}""",
                    _ => """{"op":"move","from":"/spec/m","path":"/spec/n"}""",
                }
        );

        (await PatchAsync($"{Widgets}/w", JsonPatch, patch)).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("1e2147483648")]
    [InlineData(".inf")]
    [InlineData("-.INF")]
    [InlineData(".nan")]
    public async Task Should_not_fail_over_a_number_that_no_computer_has(string number)
    {
        await DefineWidgetsAsync();

        ((int)(await Cluster.PostAsync(Widgets, Widget($"{{n: {number}}}"))).Status).ShouldBeOneOf(201, 400);
        foreach (var type in new[] { MergePatch, "application/apply-patch+yaml" })
        {
            var body = $$"""{"apiVersion":"example.com/v1","kind":"Widget","spec":{"n":{{number}} } }""";
            ((int)(await PatchAsync($"{Widgets}/w?fieldManager=t", type, body)).Status).ShouldBeOneOf(200, 201, 400);
        }
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    public async Task Should_refuse_a_number_out_of_range(string number)
    {
        await DefineWidgetsAsync();

        (await Cluster.PostAsync(Widgets, Widget($"{{n: {number}}}"))).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Should_take_objects_as_deep_as_bodies_may_be_or_refuse_them()
    {
        await DefineWidgetsAsync();
        foreach (var depth in new[] { 100, 240, 245, 250, 252, 253, 254, 255, 256, 300 })
        {
            var body =
                """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":"""
                + string.Concat(Enumerable.Repeat("{\"a\":", depth))
                + "1"
                + new string('}', depth)
                + "}";
            var status = (await Cluster.SendAsync(HttpMethod.Post, Widgets, body, TestCluster.Json)).Status;
            ((int)status).ShouldBeOneOf([201, 400], $"depth {depth}");
            if (status == HttpStatusCode.Created)
            {
                (await Cluster.SendAsync(HttpMethod.Get, $"{Widgets}/w")).Status.ShouldBe(HttpStatusCode.OK);
                await Cluster.DeleteAsync($"{Widgets}/w");
            }
        }
    }

    [Fact]
    public async Task Should_refuse_an_object_that_patches_have_made_too_large()
    {
        await DefineWidgetsAsync();
        await Cluster.CreateAsync(Widgets, Widget("{}"));
        var text = new string('x', 2 * 1024 * 1024);

        (await PatchAsync($"{Widgets}/w", MergePatch, $$"""{"spec":{"a":"{{text}}"} }""")).ShouldBe(HttpStatusCode.OK);
        foreach (var type in new[] { MergePatch, JsonPatch })
        {
            var patch =
                type == MergePatch
                    ? $$"""{"spec":{"b":"{{text}}"} }"""
                    : $$"""[{"op":"add","path":"/spec/b","value":"{{text}}"}]""";
            (await PatchAsync($"{Widgets}/w", type, patch)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Theory]
    [InlineData(MergePatch)]
    [InlineData(StrategicPatch)]
    [InlineData("application/apply-patch+yaml")]
    public async Task Should_answer_quickly_where_a_patch_names_very_many_things(string type)
    {
        var many = Enumerable.Range(0, 30_000).ToList();
        var labels = string.Join(',', many.Select(at => $"\"k{at}\":\"\""));
        await Cluster.CreateAsync(
            ConfigMaps,
            $$"""{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: { {{labels}} } }"""
        );
        var nothing = string.Join(',', many.Select(at => $"\"k{at}\":null"));
        var ports = string.Join(',', many.Take(20_000).Select(at => $$"""{"port":{{at}},"name":"p{{at}}"}"""));
        var items = string.Join(',', many.Take(20_000).Select(at => $$"""{"type":"t{{at}}"}"""));
        await Cluster.CreateAsync(Services, Manifests.Service("s", "s"));

        await PatchAsync($"{ConfigMaps}/a?fieldManager=t", type, Of("v1", "ConfigMap", $"\"data\":{{{nothing}}}"));
        await PatchAsync(
            $"{Services}/s?fieldManager=t",
            type,
            Of("v1", "Service", $"\"spec\":{{\"ports\":[{ports}]}}")
        );
        await PatchAsync(
            $"{Services}/s/status?fieldManager=t",
            type,
            Of("v1", "Service", $"\"status\":{{\"conditions\":[{items}]}}")
        );
        await PatchAsync(
            $"{Services}/s?fieldManager=t",
            type,
            Of(
                "v1",
                "Service",
                $"\"metadata\":{{\"finalizers\":[{string.Join(',', many.Select(at => $"\"a.b/f{at}\""))}]}}"
            )
        );
        await PatchAsync($"{Services}/s?fieldManager=t", type, Of("v1", "Service", $"\"spec\":{{{labels}}}"));
    }

    [Theory]
    [InlineData(TestCluster.Json)]
    [InlineData(MergePatch)]
    [InlineData(JsonPatch)]
    [InlineData("application/apply-patch+yaml")]
    public async Task Should_answer_quickly_where_a_long_name_has_very_many_values_below_it(string type)
    {
        await DefineWidgetsAsync();
        await Cluster.CreateAsync(Widgets, Widget("{}"));
        var name = new string('x', 1024 * 1024);
        var values = string.Join(',', Enumerable.Range(0, 100_000).Select(at => $"{{\"a{at}\":1}}"));
        var spec = $$"""{"{{name}}":{"list":[{{values}}]} }""";
        var body =
            type == JsonPatch
                ? $$"""[{"op":"add","path":"/spec","value":{{spec}}}]"""
                : Of("example.com/v1", "Widget", $"\"spec\":{spec}");

        await (
            type == TestCluster.Json
                ? AnswerAsync(Cluster.SendAsync(HttpMethod.Put, $"{Widgets}/w", body, type))
                : PatchAsync($"{Widgets}/w?fieldManager=t", type, body)
        );
    }

    [Fact]
    public async Task Should_shorten_warnings_as_the_API_server_does()
    {
        var unknown = string.Join(',', Enumerable.Range(0, 50_000).Select(at => $"\"x{at}\":1,\"x{at}\":2"));
        var body =
            $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},{{unknown}},"{{new string('y', 100_000)}}":1}""";
        using var content = new StringContent(body, Encoding.UTF8, TestCluster.Json);

        using var response = await Cluster.Http.PostAsync(ConfigMaps, content).WaitAsync(_patience);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.GetValues("Warning").Sum(warning => warning.Length).ShouldBeInRange(1024, 5 * 1024);
        var strict = await Cluster.SendAsync(HttpMethod.Post, $"{ConfigMaps}?fieldValidation=Strict", body);
        strict.ShouldBe(HttpStatusCode.BadRequest);
        strict.Text.Length.ShouldBeLessThan(20 * 1024);
    }

    [Theory]
    [InlineData(900_000, HttpStatusCode.OK)]
    [InlineData(2_000_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task Should_take_headers_of_up_to_a_megabyte(int length, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "version");
        request.Headers.TryAddWithoutValidation("X-Long", new string('x', length));

        using var response = await Cluster.Http.SendAsync(request).WaitAsync(_patience);

        response.StatusCode.ShouldBe(status);
    }

    private static string Of(string apiVersion, string kind, string member) =>
        $$"""{"apiVersion":"{{apiVersion}}","kind":"{{kind}}",{{member}}}""";

    private static string Operations(int count, Func<int, string> operation) =>
        $"[{string.Join(',', Enumerable.Range(0, count).Select(operation))}]";

    private static string Widget(string spec) =>
        $"{{apiVersion: example.com/v1, kind: Widget, metadata: {{name: w}}, spec: {spec}}}";

    private Task<Reply> PatchAsync(string path, string type, string body) =>
        AnswerAsync(Cluster.PatchAsync(path, type, body));

    // Whatever it answers, it is no defect; and an apply whose fields have no types ends with 500 in the API server, too.
    private static async Task<Reply> AnswerAsync(Task<Reply> asking)
    {
        var reply = await asking.WaitAsync(_patience);
        var isTypeError = reply.Text.Contains("failed to create typed patch object");
        (reply.Status >= HttpStatusCode.InternalServerError).ShouldBe(
            isTypeError,
            reply.Text[..Math.Min(reply.Text.Length, 500)]
        );
        return reply;
    }

    private async Task DefineWidgetsAsync()
    {
        await Cluster.CreateAsync(
            "apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: widgets, singular: widget, kind: Widget}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """
        );
        await Cluster.UntilAsync(
            "apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com",
            definition => definition.ToJsonString().Contains("Established")
        );
    }
}
