using Deploy.Integration.Demo;
using Deploy.Testing;
using Deploy.Tools.Binaries;
using Semver;

namespace Deploy.Integration.Sandbox;

/// <summary>What people do with kubectl, with the oldest and the newest that is supported.</summary>
public sealed class KubectlTests : IAsyncLifetime
{
    private Platform _platform = null!;

    private delegate Task<Child> Kubectl(params string[] arguments);

    public static TheoryData<string> Versions => ["1.32.3", "1.35.2"];

    public async ValueTask InitializeAsync() => _platform = await Platform.StartAsync();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Should_look_around(string version)
    {
        var kubectl = await FurnishAsync(version);

        (await kubectl("get", "all")).Output.ShouldContain("deployment.apps/web   2/2     2            2");
        (await kubectl("get", "nodes")).Output.ShouldContain("sandbox   Ready");
        (await kubectl("api-resources", "--api-group=apps")).Output.ShouldContain("deploy       apps/v1");
        (await kubectl("describe", "deployment", "web")).Output.ShouldContain("NewReplicaSetAvailable");
        (await kubectl("describe", "pods")).Output.ShouldContain("Successfully assigned prod/web-");
        (await kubectl("describe", "service", "web")).Output.ShouldContain("8000/TCP");
        (await kubectl("logs", "deployment/web")).Output.ShouldContain("registry.test/web:1");
        (await kubectl("get", "events")).Output.ShouldContain("ScalingReplicaSet");
        (await kubectl("explain", "deployment.spec.strategy")).Output.ShouldContain("rollingUpdate");
        (await kubectl("version")).Output.ShouldContain("Server Version: v1.34.0+sandbox");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Should_change_things(string version)
    {
        var kubectl = await FurnishAsync(version);

        await kubectl("label", "deployment", "web", "team=infra");
        await kubectl("annotate", "deployment", "web", "note=x");
        await kubectl("set", "image", "deployment/web", "web=registry.test/web:2");
        await kubectl("rollout", "status", "deployment/web", "--timeout=30s");
        await kubectl("rollout", "undo", "deployment/web");
        await kubectl("rollout", "status", "deployment/web", "--timeout=30s");
        await kubectl("scale", "deployment/web", "--replicas=3");
        await kubectl("wait", "--for=jsonpath={.status.readyReplicas}=3", "deployment/web", "--timeout=30s");
        await kubectl(
            "patch",
            "deployment",
            "web",
            "--type=json",
            "-p",
            """[{"op":"remove","path":"/metadata/annotations/note"}]"""
        );
        var image = await kubectl(
            "get",
            "deployment",
            "web",
            "-o",
            "jsonpath={.metadata.labels.team} {.metadata.annotations.note} {.spec.template.spec.containers[0].image}"
        );
        image.Output.ShouldBe("infra  registry.test/web:1");
        await kubectl("rollout", "restart", "deployment/web");
        await kubectl("delete", "deployment", "web", "--timeout=30s");
        (await kubectl("get", "pods", "-o", "name")).Output.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Should_create_things(string version)
    {
        var kubectl = await FurnishAsync(version);

        await kubectl("create", "configmap", "settings", "--from-literal=a=b");
        await kubectl("create", "secret", "generic", "password", "--from-literal=a=b");
        await kubectl("create", "serviceaccount", "robot");
        await kubectl("create", "job", "once", "--image=registry.test/once:1");
        await kubectl("create", "deployment", "api", "--image=registry.test/api:1", "--replicas=0");
        await kubectl("run", "check", "--image=registry.test/check:1", "--restart=Never");
        await kubectl("expose", "deployment", "web", "--name=again", "--port=80");
        await kubectl("wait", "--for=condition=complete", "job/once", "--timeout=30s");
        (await kubectl("get", "deployment", "api", "-o", "jsonpath={.spec.replicas}")).Output.ShouldBe("0");
        (await kubectl("get", "secret", "password", "-o", "jsonpath={.data.a}")).Output.ShouldBe("Yg==");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Should_apply_twice_and_prune_what_the_manifest_no_longer_has(string version)
    {
        var kubectl = await FurnishAsync(version);
        var first = _platform.Write(
            "a.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1', y: '2'}\n"
        );
        var second = _platform.Write(
            "b.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '3'}\n"
        );

        (await kubectl("apply", "-f", first)).Output.ShouldContain("configmap/a created");
        (await kubectl("apply", "-f", first)).Output.ShouldContain("configmap/a unchanged");
        (await kubectl("apply", "-f", second)).Output.ShouldContain("configmap/a configured");
        (await kubectl("get", "configmap", "a", "-o", "jsonpath={.data}")).Output.ShouldBe("""{"x":"3"}""");
        (await kubectl("diff", "-f", second)).Output.ShouldBeEmpty();
        (await kubectl("apply", "--server-side", "-f", second)).Output.ShouldContain("serverside-applied");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Should_refuse_a_manifest_with_a_misspelt_field(string version)
    {
        var kubectl = await ToolAsync(version);
        (await _platform.KubectlAsync(kubectl, "create", "namespace", Platform.Namespace)).ShouldHaveSucceeded();
        var manifest = _platform.Write(
            "a.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatum: {x: '1'}\n"
        );

        var refused = await _platform.KubectlAsync(kubectl, "apply", "-f", manifest);

        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("strict decoding error: unknown field \"datum\"");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Should_manage_namespaces(string version)
    {
        var kubectl = await FurnishAsync(version);

        await kubectl("create", "namespace", "benjy");
        await kubectl("label", "namespace", "benjy", "ns_type=engineer");
        (await kubectl("get", "namespaces", "-l", "ns_type=engineer", "-o", "name"))
            .Output.Trim()
            .ShouldBe("namespace/benjy");
        (await kubectl("describe", "namespace", "benjy")).Output.ShouldContain("Status:       Active");
        (await kubectl("auth", "can-i", "create", "deployments")).Output.Trim().ShouldBe("yes");
        await kubectl("delete", "namespace", Platform.Namespace, "--timeout=30s");
        (await kubectl("get", "all", "-A", "-o", "name")).Output.ShouldNotContain("web");
    }

    private static async Task<Binary> ToolAsync(string version)
    {
        var (kubectl, missing) = await RealTools.KubectlAsync(SemVersion.Parse(version));
        Assert.SkipWhen(kubectl is null, missing ?? "");
        return kubectl;
    }

    // A namespace with a Deployment and a Service, and kubectl in it, which must succeed.
    private async Task<Kubectl> FurnishAsync(string version)
    {
        var kubectl = await ToolAsync(version);
        Kubectl run = async arguments => (await _platform.KubectlAsync(kubectl, arguments)).ShouldHaveSucceeded();
        await run("create", "namespace", Platform.Namespace);
        await run("apply", "-f", _platform.Write("web.yaml", Web));
        await run("rollout", "status", "deployment/web", "--timeout=30s");
        return run;
    }

    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          selector:
            matchLabels: { app: web }
          template:
            metadata:
              labels: { app: web }
            spec:
              containers:
              - name: web
                image: registry.test/web:1
                ports:
                - containerPort: 8000
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: { app: web }
          ports:
          - port: 80
            targetPort: 8000
        """;
}
