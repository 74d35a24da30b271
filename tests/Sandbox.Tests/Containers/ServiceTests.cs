using System.Net;
using Deploy.Sandbox.Tests.Kubernetes;

namespace Deploy.Sandbox.Tests.Containers;

public sealed class ServiceTests : ContainerTests
{
    private const string Client = """
        import os, sys, time, urllib.request
        for attempt in range(100):
            try:
                print(*sorted({urllib.request.urlopen(url).read().decode().strip() for url in sys.argv[1:]}), sep='\n')
                break
            except OSError as error:
                last = error
                time.sleep(0.1)
        else:
            sys.exit(str(last))
        """;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task Should_lead_to_each_ready_pod_in_turn_by_every_name()
    {
        await StartServersAsync(replicas: 2);

        await Cluster.CreateAsync(
            Pods,
            Pod(
                Push(TestImage.Python(Client), "client"),
                "args: ['http://site', 'http://site.default', 'http://site.default.svc:80/', 'http://site.default.svc.cluster.local', 'http://$(SITE_SERVICE_HOST):$(SITE_SERVICE_PORT)']"
            )
        );

        Phase(await EndAsync()).ShouldBe("Succeeded", await LogAsync());
        (await LogAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Should_refuse_while_no_pod_is_ready()
    {
        await Cluster.CreateAsync(
            Services,
            Manifests.Service("site", "site").Replace("targetPort: http", "targetPort: 8000")
        );

        await Cluster.CreateAsync(
            Pods,
            Pod(
                Push(
                    TestImage.Python(
                        "import urllib.request\ntry: urllib.request.urlopen('http://site', timeout=5)\nexcept OSError as error: print('refused')"
                    )
                )
            )
        );

        await EndAsync();
        (await LogAsync()).ShouldBe("refused\n");
    }

    [Fact]
    public async Task Should_answer_at_the_front_door_by_the_name_of_the_service_and_of_the_ingress()
    {
        await StartServersAsync(replicas: 1);
        await Cluster.CreateAsync(
            "apis/networking.k8s.io/v1/namespaces/default/ingresses",
            "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: site}, spec: {rules: [{host: shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: site, port: {number: 80}}}}]}}]}}"
        );

        (await GetAsync("site.default.localhost")).ShouldStartWith("site-");
        (await GetAsync("shop.example")).ShouldStartWith("site-");
        (await GetAsync("other.example", HttpStatusCode.NotFound)).ShouldContain(
            $"default/site: http://site.default.localhost:{Cluster.Front!.Port}/\n"
        );
    }

    [Fact]
    public async Task Should_start_what_rests_when_somebody_asks()
    {
        await StartServersAsync(replicas: 1);
        var before = await GetAsync("site.default.localhost");

        await RestartAsync();

        (await GetAsync("site.default.localhost")).ShouldBe(before);
    }

    [Fact]
    public async Task Should_run_a_job_again_until_it_has_failed_often_enough()
    {
        var image = Push(TestImage.Shell("echo try; exit 5"));
        await Cluster.CreateAsync(
            Jobs,
            Manifests
                .Job("job", spec: "backoffLimit: 1")
                .Replace("registry.test/job:1", image)
                .Replace("command: [migrate, --all]", "")
        );

        var job = await Cluster.UntilAsync(
            $"{Jobs}/job",
            item =>
                item["status"]?["conditions"]?.AsArray().Any(one => one!["type"]!.GetValue<string>() == "Failed")
                == true
        );

        job["status"]!["failed"]!.GetValue<int>().ShouldBe(2);
        var reasons = job["status"]!["conditions"]!.AsArray().Select(one => one!["reason"]?.GetValue<string>());
        reasons.ShouldContain("BackoffLimitExceeded");
    }

    private async Task StartServersAsync(int replicas)
    {
        var image = Push(TestImage.Server());
        await Cluster.CreateAsync(Services, Manifests.Service("site", "site"));
        await Cluster.CreateAsync(
            Deployments,
            Manifests
                .Deployment("site", replicas, image: image)
                .Replace(
                    "containers:\n",
                    "containers:\n      - name: main\n        image: IMAGE\n        ports: [{name: http, containerPort: 8000}]\n        readinessProbe: {tcpSocket: {port: 8000}, periodSeconds: 1}\n"
                )
                .Split("      - name: main\n        image: " + image)[0]
                .Replace("IMAGE", image)
        );
        await Cluster.UntilAsync(
            $"{Deployments}/site",
            item => item["status"]?["readyReplicas"]?.GetValue<int>() == replicas
        );
    }

    private async Task<string> GetAsync(string host, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Cluster.Front);
        request.Headers.Host = host;
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldBe(expected);
        return await response.Content.ReadAsStringAsync();
    }
}
