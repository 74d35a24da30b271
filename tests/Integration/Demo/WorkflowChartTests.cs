using k8s.Models;

namespace Deploy.Integration.Demo;

/// <summary>The charts of workflow services: workers, and the maintenance server that keeps their queue.</summary>
[Collection(nameof(DemoCharts))]
public sealed class WorkflowChartTests(DemoCharts charts)
{
    private const string Chart = "buildsense/workflow/buildsense-workflow";

    public static TheoryData<string> Helms() => [.. DemoCharts.Helms];

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_deploy_every_entry_of_workers(string helm)
    {
        var objects = await charts.Render(helm, Chart, "workers.default.replicas=3", "workers.purge.replicas=2");

        var fast = objects.The<V1Deployment>("buildsense-workflow-worker-default");
        var slow = objects.The<V1Deployment>("buildsense-workflow-worker-purge");
        fast.Spec.Replicas.ShouldBe(3);
        slow.Spec.Replicas.ShouldBe(2);
        fast.Container().Variable("WORK_KINDS").ShouldBe("summarize-build");
        slow.Container().Variable("WORK_KINDS").ShouldBe("purge-builds");
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_run_workers_and_maintenance_from_images_of_their_own(string helm)
    {
        var objects = await charts.Render(
            helm,
            Chart,
            "workflow_server_rev.us-east-1=server",
            "workflow_maintenance_image_rev.us-east-1=maintenance"
        );

        Image("buildsense-workflow-worker-default").ShouldBe("registry.example:5000/buildsense/workflow:server");
        Image("buildsense-workflow-maintenance")
            .ShouldBe("registry.example:5000/buildsense/workflow/maintenance:maintenance");
        string Image(string name) => objects.The<V1Deployment>(name).Container().Image;
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_lead_the_workers_to_one_maintenance_pod(string helm)
    {
        var objects = await charts.Render(helm, Chart);

        var maintenance = objects.The<V1Deployment>("buildsense-workflow-maintenance").Spec;
        maintenance.Replicas.ShouldBe(1);
        maintenance.Strategy.Type.ShouldBe("Recreate");
        objects.The<V1Service>().Spec.Selector.ShouldBe(maintenance.Selector.MatchLabels);
        objects
            .The<V1Deployment>("buildsense-workflow-worker-default")
            .Container()
            .Variable("QUEUE_URL")
            .ShouldBe($"http://{objects.The<V1Service>().Metadata.Name}");
    }
}
