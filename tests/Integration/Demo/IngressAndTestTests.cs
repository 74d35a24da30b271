using k8s.Models;

namespace Deploy.Integration.Demo;

/// <summary>The charts with an Ingress and Helm tests: infosite and webhooks.</summary>
[Collection(nameof(DemoCharts))]
public sealed class IngressAndTestTests(DemoCharts charts)
{
    public static TheoryData<string> Helms() => [.. DemoCharts.Helms];

    public static MatrixTheoryData<string, string> HelmsAndIngresses() =>
        new(DemoCharts.Helms, ["infosite/infosite", "webhooks/webhooks"]);

    [Theory]
    [MemberData(nameof(HelmsAndIngresses))]
    public async Task Should_have_no_ingress_unless_asked_for(string helm, string chart) =>
        (await charts.Render(helm, chart)).OfType<V1Ingress>().ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(HelmsAndIngresses))]
    public async Task Should_route_every_host_to_the_service(string helm, string chart)
    {
        var objects = await charts.Render(
            helm,
            chart,
            "ingress.enabled=true",
            "ingress.hosts={staging.a.example,staging.b.example}"
        );

        var rules = objects.The<V1Ingress>().Spec.Rules;
        rules.Select(rule => rule.Host).ShouldBe(["staging.a.example", "staging.b.example"]);
        var service = objects.The<V1Service>();
        foreach (var backend in rules.Select(rule => rule.Http.Paths.ShouldHaveSingleItem().Backend.Service))
        {
            backend.Name.ShouldBe(service.Metadata.Name);
            backend.Port.Name.ShouldBe(service.Spec.Ports[0].Name);
        }
    }

    [Theory]
    [MemberData(nameof(HelmsAndIngresses))]
    public async Task Should_put_the_prefix_before_every_host(string helm, string chart)
    {
        string[] hosts = ["ingress.enabled=true", "ingress.hosts={a.example,b.example}"];
        var objects = await charts.Render(helm, chart, [.. hosts, "ingress.host_prefix=staging."]);

        objects
            .The<V1Ingress>()
            .Spec.Rules.Select(rule => rule.Host)
            .ShouldBe(["staging.a.example", "staging.b.example"]);
    }

    [Theory]
    [MemberData(nameof(HelmsAndIngresses))]
    public async Task Should_refuse_an_ingress_without_hosts(string helm, string chart)
    {
        var child = await charts.Run(helm, "template release", chart, "ingress.enabled=true", "ingress.hosts=null");

        child.ExitCode.ShouldBe(1);
        child.Error.ShouldContain("ingress.enabled needs ingress.hosts");
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_test_infosite_with_the_image_that_it_runs(string helm)
    {
        var objects = await charts.Render(helm, "infosite/infosite");

        var pod = objects.The<V1Pod>();
        pod.Metadata.Name.ShouldBe("infosite-test-smoke");
        pod.GetAnnotation("helm.sh/hook").ShouldBe("test");
        pod.GetAnnotation("helm.sh/hook-delete-policy").ShouldBe("before-hook-creation");
        pod.Spec.RestartPolicy.ShouldBe("Never");
        pod.Spec.Container().Image.ShouldBe(objects.The<V1Deployment>().Container().Image);
        pod.Spec.Container().Args.ShouldBe(["check", "http://infosite/healthz", "http://infosite/"]);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Should_test_webhooks_with_an_image_of_its_own(string helm)
    {
        var objects = await charts.Render(helm, "webhooks/webhooks", "tests.e2e.image_rev.us-east-1=e2e-1");

        var container = objects.The<V1Pod>("webhooks-test-e2e").Spec.Container();
        container.Image.ShouldBe("registry.example:5000/webhooks/e2e:e2e-1");
        container.Variable("BASE_URL").ShouldBe("http://webhooks");
        var secret = container.Env.Single(variable => variable.Name == "WEBHOOKS_SECRET").ValueFrom.SecretKeyRef;
        (secret.Name, secret.Key, secret.Optional).ShouldBe(("webhooks", "hmac", true));
    }
}
