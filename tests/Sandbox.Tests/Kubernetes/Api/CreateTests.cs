using System.Net;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class CreateTests : ClusterTests
{
    [Fact]
    public async Task Should_give_a_new_object_its_identity()
    {
        var created = await Cluster.CreateAsync(Deployments, Manifests.Deployment("web"));

        var metadata = created["metadata"]!;
        metadata["namespace"]!.GetValue<string>().ShouldBe("default");
        metadata["creationTimestamp"]!.GetValue<string>().ShouldBe("2026-01-02T03:04:05Z");
        metadata["generation"]!.GetValue<int>().ShouldBe(1);
        Guid.TryParse(metadata["uid"]!.GetValue<string>(), out _).ShouldBeTrue();
        long.Parse(metadata["resourceVersion"]!.GetValue<string>()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Should_fill_in_the_defaults()
    {
        var created = await Cluster.CreateAsync(Deployments, Manifests.Deployment("web"));

        var spec = created["spec"]!;
        spec["revisionHistoryLimit"]!.GetValue<int>().ShouldBe(10);
        spec["strategy"]!["rollingUpdate"]!["maxSurge"]!.GetValue<string>().ShouldBe("25%");
        var pod = spec["template"]!["spec"]!;
        pod["restartPolicy"]!.GetValue<string>().ShouldBe("Always");
        var container = pod["containers"]![0]!;
        container["imagePullPolicy"]!.GetValue<string>().ShouldBe("IfNotPresent");
        container["ports"]![0]!["protocol"]!.GetValue<string>().ShouldBe("TCP");
    }

    [Fact]
    public async Task Should_make_up_a_name_from_its_beginning()
    {
        var created = await Cluster.CreateAsync(
            ConfigMaps,
            "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: web-}}"
        );

        created["metadata"]!["name"]!.GetValue<string>().ShouldMatch("^web-[a-z0-9]{5}$");
    }

    [Fact]
    public async Task Should_refuse_a_name_that_is_taken()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));

        var reply = await Cluster.PostAsync(ConfigMaps, Manifests.ConfigMap("a"));

        reply.ShouldBeRefused(HttpStatusCode.Conflict, "configmaps \"a\" already exists");
        reply.Reason.ShouldBe("AlreadyExists");
    }

    [Fact]
    public async Task Should_refuse_a_namespace_that_is_missing()
    {
        var reply = await Cluster.PostAsync("api/v1/namespaces/nowhere/configmaps", Manifests.ConfigMap("a"));

        reply.ShouldBeRefused(HttpStatusCode.NotFound, "namespaces \"nowhere\" not found");
    }

    [Fact]
    public async Task Should_refuse_another_namespace_than_the_path_names()
    {
        var reply = await Cluster.PostAsync(
            ConfigMaps,
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kube-system}}"
        );

        reply.ShouldBeRefused(
            HttpStatusCode.BadRequest,
            "the namespace of the provided object does not match the namespace sent on the request"
        );
    }

    [Fact]
    public async Task Should_refuse_another_kind_than_the_path_names()
    {
        var reply = await Cluster.PostAsync(Services, Manifests.ConfigMap("a"));

        reply.ShouldBe(HttpStatusCode.BadRequest);
        reply.Message.ShouldStartWith("ConfigMap in version \"v1\" cannot be handled as a Service");
    }

    [Fact]
    public async Task Should_store_nothing_in_a_dry_run()
    {
        var reply = await Cluster.PostAsync($"{ConfigMaps}?dryRun=All", Manifests.ConfigMap("a"));

        reply.ShouldBe(HttpStatusCode.Created);
        reply.Body["metadata"]!["uid"].ShouldNotBeNull();
        (await Cluster.SendAsync(HttpMethod.Get, $"{ConfigMaps}/a")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Should_check_as_much_in_a_dry_run()
    {
        var reply = await Cluster.PostAsync($"{ConfigMaps}?dryRun=All", Manifests.ConfigMap("Not_a_name"));

        reply.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Should_encode_the_plain_values_of_a_secret()
    {
        var created = await Cluster.CreateAsync(
            Secrets,
            "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {user: toolchain}}"
        );

        created["data"]!["user"]!.GetValue<string>().ShouldBe("dG9vbGNoYWlu");
        created["stringData"].ShouldBeNull();
        created["type"]!.GetValue<string>().ShouldBe("Opaque");
    }

    [Fact]
    public async Task Should_give_a_service_an_address_that_stays()
    {
        var created = await Cluster.CreateAsync(Services, Manifests.Service("web", "web"));
        var address = created["spec"]!["clusterIP"]!.GetValue<string>();

        var changed = await Cluster.SendAsync(HttpMethod.Put, $"{Services}/web", Manifests.Service("web", "other"));

        address.ShouldStartWith("127.96.");
        changed.ShouldBe(HttpStatusCode.OK).Body["spec"]!["clusterIP"]!.GetValue<string>().ShouldBe(address);
    }
}
