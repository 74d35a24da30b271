using k8s.Models;

namespace Deploy.Integration.Demo;

/// <summary>What the values that come at install change.</summary>
[Collection(nameof(DemoCharts))]
public sealed class ValuesTests(DemoCharts charts)
{
    private const string Registry = "registry.example:5000";
    private static readonly string s_digest = $"sha256:{new string('a', 64)}";

    public static TheoryData<string> Helms() => [.. DemoCharts.Helms];

    public static MatrixTheoryData<string, (string Chart, string Value, string Image)> Images() =>
        new(
            DemoCharts.Helms,
            [
                ("infosite/infosite", "gunicorn_image_rev", "infosite/gunicorn"),
                ("users/api/users-api", "gunicorn_image_rev", "users/api/gunicorn"),
                ("buildsense/api/buildsense-api", "gunicorn_image_rev", "buildsense/api/gunicorn"),
                ("webhooks/webhooks", "gunicorn_image_rev", "webhooks/gunicorn"),
                ("proxy-server/proxy-server", "image_rev", "proxy-server"),
            ]
        );

    [Theory]
    [MemberData(nameof(Images))]
    public async Task Should_run_the_image_of_the_region(
        string helm,
        (string Chart, string Value, string Image) service
    )
    {
        var objects = await charts.Render(
            helm,
            service.Chart,
            "global.region=eu-west-1",
            $"{service.Value}.eu-west-1=dev-ada-1",
            "tests.e2e.image_rev.eu-west-1=dev-ada-2"
        );

        objects.The<V1Deployment>().Container().Image.ShouldBe($"{Registry}/{service.Image}:dev-ada-1");
    }

    [Theory]
    [MemberData(nameof(Images))]
    public async Task Should_pin_the_digest(string helm, (string Chart, string Value, string Image) service)
    {
        var objects = await charts.Render(
            helm,
            service.Chart,
            $"{service.Value}.us-east-1=dev-ada-1",
            $"global.digests.{service.Image}={s_digest}"
        );

        objects.The<V1Deployment>().Container().Image.ShouldBe($"{Registry}/{service.Image}:dev-ada-1@{s_digest}");
    }

    [Theory]
    [MemberData(nameof(Images))]
    public async Task Should_run_as_many_replicas_as_asked_for(
        string helm,
        (string Chart, string Value, string Image) service
    )
    {
        var objects = await charts.Render(helm, service.Chart, "replicas=3");

        objects.The<V1Deployment>().Spec.Replicas.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_annotate_the_account_with_its_role(string helm)
    {
        const string Role = "arn:aws:iam::123456789012:role/users-api";

        var with = await charts.Render(helm, "users/api/users-api", $"iam_service_role_arn={Role}");
        var without = await charts.Render(helm, "users/api/users-api");

        with.The<V1ServiceAccount>().Metadata.Annotations["eks.amazonaws.com/role-arn"].ShouldBe(Role);
        without.The<V1ServiceAccount>().Metadata.Annotations.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_annotate_the_pods(string helm)
    {
        var objects = await charts.Render(helm, "users/workflow/users-workflow", "pod_annotations.team=users");

        objects
            .OfType<V1Deployment>()
            .ShouldAllBe(deployment => deployment.Spec.Template.Metadata.Annotations["team"] == "users");
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_name_the_value_that_breaks_the_schema(string helm)
    {
        var child = await charts.Run(helm, "template release", "infosite/infosite", "replicas=many");

        child.ExitCode.ShouldBe(1);
        child.Error.ShouldContain("replicas");
        child.Error.ShouldContain("integer");
    }
}
