using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes.Controllers;

public sealed class OtherKindsTests : ClusterTests
{
    private const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Widgets = "apis/example.com/v1/namespaces/default/widgets";

    [Fact]
    public async Task Should_run_a_daemon_set_on_the_only_node()
    {
        const string sets = "apis/apps/v1/namespaces/default/daemonsets";
        await Cluster.CreateAsync(
            sets,
            "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: agent, image: 'x:1'}]}}}}"
        );

        var set = await Cluster.UntilAsync(
            $"{sets}/agent",
            item => item["status"]?["numberReady"]?.GetValue<int>() == 1
        );

        set["status"]!["desiredNumberScheduled"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Should_count_what_a_disruption_budget_guards()
    {
        const string budgets = "apis/policy/v1/namespaces/default/poddisruptionbudgets";
        await Cluster.CreateAsync(Deployments, Manifests.Deployment("web", replicas: 3));
        await Cluster.CreateAsync(
            budgets,
            "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}}"
        );

        var budget = await Cluster.UntilAsync(
            $"{budgets}/web",
            item => item["status"]?["currentHealthy"]?.GetValue<int>() == 3
        );

        budget["status"]!["disruptionsAllowed"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Should_serve_the_kinds_of_custom_resource_definitions()
    {
        await DefineAsync();

        await Cluster.CreateAsync(
            Widgets,
            "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: {anything: [1, {goes: here}]}}"
        );

        var list = await Cluster.GetAsync(Widgets);
        list["kind"]!.GetValue<string>().ShouldBe("WidgetList");
        list["items"]![0]!["spec"]!["anything"]!.ToJsonString().ShouldBe("""[1,{"goes":"here"}]""");
        var groups = (await Cluster.GetAsync("apis"))["groups"]!
            .AsArray()
            .Select(group => group!["name"]!.GetValue<string>());
        groups.ShouldContain("example.com");
    }

    [Fact]
    public async Task Should_apply_custom_resources()
    {
        await DefineAsync();
        const string widget = "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: {size: 1}}";
        await Cluster.ApplyAsync($"{Widgets}/w", "helm", widget);

        var reply = await Cluster.ApplyAsync($"{Widgets}/w", "other", widget.Replace("1}", "2}"));

        reply.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"helm\" using example.com/v1: .spec.size");
    }

    [Fact]
    public async Task Should_drop_custom_resources_with_their_definition()
    {
        await DefineAsync();
        await Cluster.CreateAsync(Widgets, "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}}");

        await Cluster.DeleteAsync($"{Definitions}/widgets.example.com");
        await Cluster.UntilGoneAsync($"{Definitions}/widgets.example.com");
        await DefineAsync();

        (await Cluster.GetAsync(Widgets))["items"]!.AsArray().ShouldBeEmpty();
    }

    private async Task<JsonNode> DefineAsync()
    {
        await Cluster.CreateAsync(
            Definitions,
            "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: widgets.example.com}, spec: {group: example.com, scope: Namespaced, names: {plural: widgets, kind: Widget}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}}"
        );
        return await Cluster.UntilAsync(
            $"{Definitions}/widgets.example.com",
            item => item["status"]?["acceptedNames"] is not null
        );
    }
}
