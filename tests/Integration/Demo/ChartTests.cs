using Deploy.Testing;
using k8s.Models;

namespace Deploy.Integration.Demo;

/// <summary>What holds for every chart of the demo.</summary>
[Collection(nameof(DemoCharts))]
public sealed class ChartTests(DemoCharts charts)
{
    public static MatrixTheoryData<string, string> HelmsAndCharts() => DemoCharts.HelmsAndCharts();

    [Fact]
    public void Should_list_every_chart_there_is() =>
        Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "charts", "services"),
                "Chart.yaml",
                SearchOption.AllDirectories
            )
            .Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, "charts", "services"), file))
            .Select(file => Path.GetDirectoryName(file)!)
            .ShouldBe(DemoCharts.Folders, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(HelmsAndCharts))]
    public async Task Should_lint_without_warnings(string helm, string chart)
    {
        var child = await charts.Run(helm, "lint --strict", chart, "ingress.enabled=true");

        child.ShouldHaveSucceeded().Output.ShouldNotContain("[WARNING]");
        child.Error.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(HelmsAndCharts))]
    public async Task Should_name_everything_after_the_service(string helm, string chart)
    {
        var name = Path.GetFileName(chart);
        var objects = await charts.Render(helm, chart);

        objects.The<V1Service>().Metadata.Name.ShouldBe(name);
        objects.The<V1ServiceAccount>().Metadata.Name.ShouldBe(name);
        objects
            .OfType<IMetadata<V1ObjectMeta>>()
            .ShouldAllBe(thing => thing.Metadata.Name == name || thing.Metadata.Name.StartsWith($"{name}-"));
    }

    [Theory]
    [MemberData(nameof(HelmsAndCharts))]
    public async Task Should_lead_port_80_to_the_pods_of_one_deployment(string helm, string chart)
    {
        var objects = await charts.Render(helm, chart);
        var service = objects.The<V1Service>().Spec;

        var port = service.Ports.ShouldHaveSingleItem();
        port.Port.ShouldBe(80);
        port.Protocol.ShouldBe("TCP");
        var pods = objects.OfType<V1Deployment>().Select(deployment => deployment.Spec.Template).ToList();
        var selected = pods.Where(pod => service.Selector.All(pod.Metadata.Labels.Contains)).ShouldHaveSingleItem();
        selected.Spec.Container().Ports.ShouldHaveSingleItem().Name.ShouldBe(port.TargetPort.Value);
        objects
            .OfType<V1Pod>()
            .ShouldAllBe(pod => !service.Selector.All(pod.Metadata.Labels.Contains), "a test pod would get requests");
    }

    [Theory]
    [MemberData(nameof(HelmsAndCharts))]
    public async Task Should_probe_the_health_path_and_say_where_it_runs(string helm, string chart)
    {
        foreach (var deployment in (await charts.Render(helm, chart)).OfType<V1Deployment>())
        {
            var container = deployment.Container();
            container.ReadinessProbe.HttpGet.Path.ShouldBe("/healthz");
            container.LivenessProbe.HttpGet.Path.ShouldBe("/healthz");
            container.Resources.Requests.Keys.ShouldBe(["cpu", "memory"], ignoreOrder: true);
            container.Variable("TOOLCHAIN_ENV").ShouldBe("staging");
            container.Variable("REGION").ShouldBe("us-east-1");
        }
    }

    [Theory]
    [MemberData(nameof(HelmsAndCharts))]
    public async Task Should_select_the_pods_of_each_deployment_by_labels_that_no_upgrade_changes(
        string helm,
        string chart
    )
    {
        foreach (var deployment in (await charts.Render(helm, chart)).OfType<V1Deployment>())
        {
            deployment.Spec.Selector.MatchLabels.Keys.ShouldBe([
                "app.kubernetes.io/name",
                "app.kubernetes.io/instance",
                "app.kubernetes.io/component",
            ]);
            deployment.Spec.Template.Metadata.Labels.ShouldBe(deployment.Spec.Selector.MatchLabels);
        }
    }

    [Theory]
    [MemberData(nameof(HelmsAndCharts))]
    public async Task Should_refuse_a_region_that_has_no_tag(string helm, string chart)
    {
        var child = await charts.Run(helm, "template release", chart, "global.region=mars");

        child.ExitCode.ShouldBe(1);
        child.Error.ShouldContain("values.yaml has no tag of ");
        child.Error.ShouldContain(" for the region mars");
    }

    [Theory]
    [MemberData(nameof(HelmsAndCharts))]
    public async Task Should_ask_for_the_registry(string helm, string chart)
    {
        var child = await charts.Run(helm, "template release", chart, "global.registry=");

        child.ExitCode.ShouldBe(1);
        child.Error.ShouldContain("global.registry is missing");
    }
}
