using System.Net;

namespace Deploy.Sandbox.Tests.Kubernetes.Merge;

public sealed class ServerSideApplyTests : ClusterTests
{
    private const string Web = $"{Deployments}/web";

    [Fact]
    public async Task Should_create_what_is_not_there()
    {
        var reply = await Cluster.ApplyAsync(Web, "helm", Manifests.Deployment("web"));

        var metadata = reply.ShouldBe(HttpStatusCode.Created).Body["metadata"]!;
        var entry = metadata["managedFields"]!.AsArray().ShouldHaveSingleItem()!;
        entry["manager"]!.GetValue<string>().ShouldBe("helm");
        entry["operation"]!.GetValue<string>().ShouldBe("Apply");
        entry["fieldsV1"]!["f:spec"]!["f:template"]!["f:spec"]!["f:containers"]!["k:{\"name\":\"main\"}"]!
            .AsObject()
            .ContainsKey(".")
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Should_change_nothing_when_the_same_is_applied_again()
    {
        var first = await Cluster.ApplyAsync($"{ConfigMaps}/a", "helm", Manifests.ConfigMap("a"));
        Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await Cluster.ApplyAsync($"{ConfigMaps}/a", "helm", Manifests.ConfigMap("a"));

        second.ShouldBe(HttpStatusCode.OK);
        second.Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task Should_name_manager_and_field_of_a_conflict()
    {
        await Cluster.ApplyAsync(Web, "helm", Manifests.Deployment("web", replicas: 1));

        var reply = await Cluster.ApplyAsync(Web, "autoscaler", Replicas(3));

        reply.ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Apply failed with 1 conflict: conflict with \"helm\" using apps/v1: .spec.replicas"
        );
        var cause = reply.Body["details"]!["causes"]!.AsArray().ShouldHaveSingleItem()!;
        cause["reason"]!.GetValue<string>().ShouldBe("FieldManagerConflict");
        cause["field"]!.GetValue<string>().ShouldBe(".spec.replicas");
    }

    [Fact]
    public async Task Should_list_all_conflicts()
    {
        await Cluster.ApplyAsync(Web, "helm", Manifests.Deployment("web", replicas: 1, image: "x:1"));

        var reply = await Cluster.ApplyAsync(Web, "other", Manifests.Deployment("web", replicas: 2, image: "x:2"));

        reply.ShouldBeRefused(
            HttpStatusCode.Conflict,
            """
            Apply failed with 2 conflicts: conflicts with "helm" using apps/v1:
            - .spec.replicas
            - .spec.template.spec.containers[name="main"].image
            """
        );
    }

    [Fact]
    public async Task Should_take_fields_over_by_force()
    {
        await Cluster.ApplyAsync(Web, "helm", Manifests.Deployment("web", replicas: 1));

        var forced = await Cluster.ApplyAsync(Web, "autoscaler", Replicas(3), isForced: true);
        var back = await Cluster.ApplyAsync(Web, "helm", Manifests.Deployment("web", replicas: 1));

        forced.ShouldBe(HttpStatusCode.OK).Body["spec"]!["replicas"]!.GetValue<int>().ShouldBe(3);
        back.ShouldBe(HttpStatusCode.Conflict).Message.ShouldContain("conflict with \"autoscaler\"");
    }

    [Fact]
    public async Task Should_share_a_field_that_both_set_alike()
    {
        await Cluster.ApplyAsync(Web, "helm", Manifests.Deployment("web", replicas: 2));
        (await Cluster.ApplyAsync(Web, "other", Replicas(2))).ShouldBe(HttpStatusCode.OK);

        // The one gives it up, the other still has it.
        var without = Manifests.Deployment("web", replicas: 2).Replace("replicas: 2", "paused: false");
        var left = await Cluster.ApplyAsync(Web, "helm", without);

        left.ShouldBe(HttpStatusCode.OK).Body["spec"]!["replicas"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Should_remove_what_its_only_manager_no_longer_sets()
    {
        await ApplyDataAsync("helm", "{a: '1', b: '2'}");

        var reply = await ApplyDataAsync("helm", "{a: '1'}");

        reply.Body["data"]!.ToJsonString().ShouldBe("""{"a":"1"}""");
    }

    [Fact]
    public async Task Should_leave_what_others_have_set()
    {
        await ApplyDataAsync("helm", "{a: '1'}");
        await Cluster.PatchAsync(
            $"{ConfigMaps}/a?fieldManager=kubectl-edit",
            "application/merge-patch+json",
            """{"data": {"b": "2"}}"""
        );

        var reply = await ApplyDataAsync("helm", "{a: '3'}");

        reply.Body["data"]!.ToJsonString().ShouldBe("""{"a":"3","b":"2"}""");
    }

    [Fact]
    public async Task Should_count_an_update_by_others_as_theirs()
    {
        await ApplyDataAsync("helm", "{a: '1'}");
        await Cluster.PatchAsync(
            $"{ConfigMaps}/a?fieldManager=kubectl-edit",
            "application/merge-patch+json",
            """{"data": {"a": "2"}}"""
        );

        var reply = await ApplyDataAsync("helm", "{a: '1'}");

        reply.ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.a"
        );
    }

    [Fact]
    public async Task Should_tell_ports_apart_by_number_and_protocol()
    {
        await ApplyServiceAsync("helm", "[{name: dns, port: 53}, {name: dns-udp, port: 53, protocol: UDP}]");

        var reply = await ApplyServiceAsync("helm", "[{name: dns-udp, port: 53, protocol: UDP}]");

        var port = reply.ShouldBe(HttpStatusCode.OK).Body["spec"]!["ports"]!.AsArray().ShouldHaveSingleItem()!;
        port["protocol"]!.GetValue<string>().ShouldBe("UDP");
    }

    [Fact]
    public async Task Should_name_a_field_that_the_kind_does_not_have()
    {
        var reply = await Cluster.ApplyAsync(Web, "helm", Manifests.Deployment("web", spec: "replica: 2"));

        reply.ShouldBeRefused(
            HttpStatusCode.InternalServerError,
            "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema"
        );
    }

    [Theory]
    [InlineData(
        "replicas: two",
        ".spec.replicas: expected numeric (int or float), got &value.valueUnstructured{Value:\"two\"}"
    )]
    [InlineData("paused: 1", ".spec.paused: expected boolean, got &value.valueUnstructured{Value:1}")]
    [InlineData("template: []", ".spec.template: expected map, got &value.valueUnstructured{Value:[]}")]
    public async Task Should_name_a_value_of_the_wrong_type(string spec, string problem)
    {
        var reply = await Cluster.ApplyAsync(
            Web,
            "helm",
            $"{{apiVersion: apps/v1, kind: Deployment, spec: {{{spec}}}}}"
        );

        reply.ShouldBeRefused(
            HttpStatusCode.InternalServerError,
            $"failed to create typed patch object (default/web; apps/v1, Kind=Deployment): {problem}"
        );
    }

    [Fact]
    public async Task Should_refuse_two_items_with_one_key()
    {
        var reply = await ApplyServiceAsync("helm", "[{name: a, port: 80}, {name: b, port: 80}]");

        reply
            .ShouldBe(HttpStatusCode.InternalServerError)
            .Message.ShouldContain(".spec.ports: duplicate entries for key [port=80,protocol=\"TCP\"]");
    }

    [Fact]
    public async Task Should_refuse_to_apply_without_a_manager()
    {
        var reply = await Cluster.PatchAsync(Web, "application/apply-patch+yaml", Replicas(1));

        reply.ShouldBe(HttpStatusCode.BadRequest).Message.ShouldContain("fieldManager");
    }

    [Fact]
    public async Task Should_apply_a_status_apart_from_the_rest()
    {
        await Cluster.CreateAsync(Services, Manifests.Service("web", "web"));

        var reply = await Cluster.ApplyAsync(
            $"{Services}/web/status",
            "cloud",
            "{apiVersion: v1, kind: Service, spec: {type: NodePort}, status: {conditions: [{type: Synced, status: 'True', reason: r, message: m, lastTransitionTime: '2026-01-01T00:00:00Z'}]}}"
        );

        var service = reply.ShouldBe(HttpStatusCode.OK).Body;
        service["spec"]!["type"]!.GetValue<string>().ShouldBe("ClusterIP");
        service["status"]!["conditions"]![0]!["type"]!.GetValue<string>().ShouldBe("Synced");
        var entry = service["metadata"]!["managedFields"]!
            .AsArray()
            .Single(one => one!["manager"]!.GetValue<string>() == "cloud")!;
        entry["subresource"]!.GetValue<string>().ShouldBe("status");
    }

    [Fact]
    public async Task Should_store_nothing_in_a_dry_run()
    {
        await ApplyDataAsync("helm", "{a: '1'}");

        var reply = await Cluster.PatchAsync(
            $"{ConfigMaps}/a?fieldManager=helm&dryRun=All",
            "application/apply-patch+yaml",
            "{apiVersion: v1, kind: ConfigMap, data: {a: '2'}}"
        );

        reply.ShouldBe(HttpStatusCode.OK).Body["data"]!["a"]!.GetValue<string>().ShouldBe("2");
        (await Cluster.GetAsync($"{ConfigMaps}/a"))["data"]!["a"]!.GetValue<string>().ShouldBe("1");
    }

    [Fact]
    public async Task Should_let_a_client_rewrite_who_owns_what()
    {
        // As clients do that move an object from client-side to server-side apply.
        await Cluster.CreateAsync($"{ConfigMaps}?fieldManager=kubectl-client-side-apply", Manifests.ConfigMap("a"));
        var rewritten = await Cluster.PatchAsync(
            $"{ConfigMaps}/a",
            "application/json-patch+json",
            """
            [{"op": "replace", "path": "/metadata/managedFields/0/manager", "value": "helm"},
             {"op": "replace", "path": "/metadata/managedFields/0/operation", "value": "Apply"}]
            """
        );
        rewritten.ShouldBe(HttpStatusCode.OK);

        var reply = await ApplyDataAsync("helm", "{k: other}");

        reply.ShouldBe(HttpStatusCode.OK).Body["data"]!["k"]!.GetValue<string>().ShouldBe("other");
    }

    private static string Replicas(int count) =>
        $"{{apiVersion: apps/v1, kind: Deployment, spec: {{replicas: {count}}}}}";

    private Task<Reply> ApplyDataAsync(string manager, string data) =>
        Cluster.ApplyAsync($"{ConfigMaps}/a", manager, $"{{apiVersion: v1, kind: ConfigMap, data: {data}}}");

    private Task<Reply> ApplyServiceAsync(string manager, string ports) =>
        Cluster.ApplyAsync(
            $"{Services}/web",
            manager,
            $"{{apiVersion: v1, kind: Service, metadata: {{name: web}}, spec: {{ports: {ports}}}}}"
        );
}
