using System.Net;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class FieldValidationTests : ClusterTests
{
    private static readonly string Misspelt = Manifests.Deployment("web", spec: "replica: 2");

    [Fact]
    public async Task Should_refuse_unknown_fields_in_strict_requests()
    {
        var reply = await Cluster.PostAsync($"{Deployments}?fieldValidation=Strict", Misspelt);

        reply.ShouldBeRefused(
            HttpStatusCode.BadRequest,
            "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: unknown field \"spec.replica\""
        );
    }

    [Fact]
    public async Task Should_warn_of_unknown_fields_otherwise_and_drop_them()
    {
        var reply = await Cluster.PostAsync(Deployments, Misspelt);

        reply.ShouldBe(HttpStatusCode.Created).Body["spec"]!["replica"].ShouldBeNull();
        reply.Headers.GetValues("Warning").ShouldBe(["""299 - "unknown field \"spec.replica\"" """.Trim()]);
    }

    [Fact]
    public async Task Should_warn_of_fields_whose_names_no_header_could_carry()
    {
        var reply = await Cluster.PostAsync(Deployments, Manifests.Deployment("web", spec: "\"é\\u0007\\uFFFD\": 2"));

        reply.ShouldBe(HttpStatusCode.Created).Headers.Contains("Warning").ShouldBeTrue();
    }

    [Fact]
    public async Task Should_ignore_unknown_fields_where_that_is_asked_for()
    {
        var reply = await Cluster.PostAsync($"{Deployments}?fieldValidation=Ignore", Misspelt);

        reply.ShouldBe(HttpStatusCode.Created).Headers.Contains("Warning").ShouldBeFalse();
    }

    [Fact]
    public async Task Should_name_the_place_of_an_unknown_field_in_a_list()
    {
        var reply = await Cluster.PostAsync(
            $"{Pods}?fieldValidation=Strict",
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: x, envs: []}]}}"
        );

        reply.Message.ShouldEndWith("unknown field \"spec.containers[0].envs\"");
    }

    [Fact]
    public async Task Should_refuse_keys_that_are_given_twice()
    {
        var reply = await Cluster.SendAsync(
            HttpMethod.Post,
            $"{ConfigMaps}?fieldValidation=Strict",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"1","k":"2"}}""",
            TestCluster.Json
        );

        reply.ShouldBe(HttpStatusCode.BadRequest).Message.ShouldEndWith("duplicate field \"data.k\"");
    }

    [Theory]
    [InlineData(
        "spec: {replicas: two}",
        "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"
    )]
    [InlineData(
        "spec: {paused: 1}",
        "json: cannot unmarshal number into Go struct field DeploymentSpec.spec.paused of type bool"
    )]
    [InlineData(
        "spec: []",
        "json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec"
    )]
    [InlineData(
        "metadata: {name: a, labels: {x: 1}}",
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"
    )]
    public async Task Should_refuse_values_of_the_wrong_type(string part, string problem)
    {
        var reply = await Cluster.PostAsync(Deployments, $"apiVersion: apps/v1\nkind: Deployment\n{part}\n");

        reply.ShouldBeRefused(
            HttpStatusCode.BadRequest,
            $"Deployment in version \"v1\" cannot be handled as a Deployment: {problem}"
        );
    }
}
