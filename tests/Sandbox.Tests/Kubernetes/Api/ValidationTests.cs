using System.Net;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

/// <summary>What people get wrong, and what the API answers.</summary>
public sealed class ValidationTests : ClusterTests
{
    private const string LabelRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string SubdomainRule =
        @"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string Container = "{name: main, image: 'x:1'}";

    public static TheoryData<string, string, string> Mistakes =>
        new()
        {
            {
                Namespaces,
                "{kind: Namespace, metadata: {name: My_Team}}",
                $"Namespace \"My_Team\" is invalid: metadata.name: Invalid value: \"My_Team\": {LabelRule}"
            },
            {
                ConfigMaps,
                "{kind: ConfigMap, metadata: {name: a/b}}",
                $"ConfigMap \"a/b\" is invalid: metadata.name: Invalid value: \"a/b\": {SubdomainRule}"
            },
            {
                ConfigMaps,
                "{kind: ConfigMap, metadata: {}}",
                "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required"
            },
            {
                ConfigMaps,
                "{kind: ConfigMap, metadata: {name: a, labels: {x: 'a b'}}}",
                "ConfigMap \"a\" is invalid: metadata.labels: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
            },
            {
                Services,
                "{kind: Service, metadata: {name: web}, spec: {ports: [{port: 99999}]}}",
                "Service \"web\" is invalid: [spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive]"
            },
            {
                Services,
                "{kind: Service, metadata: {name: web}, spec: {}}",
                "Service \"web\" is invalid: spec.ports: Required value"
            },
            {
                Services,
                "{kind: Service, metadata: {name: web}, spec: {type: Ingress, ports: [{port: 80}]}}",
                "Service \"web\" is invalid: spec.type: Unsupported value: \"Ingress\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\""
            },
            {
                Services,
                "{kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}, {port: 81}]}}",
                "Service \"web\" is invalid: [spec.ports[0].name: Required value, spec.ports[1].name: Required value]"
            },
            {
                Deployments,
                Workload("matchLabels: {app: web}", "{app: api}"),
                "Deployment.apps \"web\" is invalid: spec.template.metadata.labels: Invalid value: {\"app\":\"api\"}: `selector` does not match template `labels`"
            },
            {
                Deployments,
                "{kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: ["
                    + Container
                    + "]}}}}",
                "Deployment.apps \"web\" is invalid: spec.selector: Required value"
            },
            {
                Deployments,
                Workload("matchLabels: {app: web}", "{app: web}", "restartPolicy: Never, "),
                "Deployment.apps \"web\" is invalid: spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""
            },
            { Pods, Pod("containers: []"), "Pod \"p\" is invalid: spec.containers: Required value" },
            {
                Pods,
                Pod("containers: [{name: main}]"),
                "Pod \"p\" is invalid: spec.containers[0].image: Required value"
            },
            {
                Pods,
                Pod("containers: [{name: main, image: 'x:1', ports: [{containerPort: 70000}]}]"),
                "Pod \"p\" is invalid: spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"
            },
            {
                Pods,
                Pod(
                    "containers: [{name: main, image: 'x:1', ports: [{containerPort: 80, name: much-too-long-for-a-port}]}]"
                ),
                "Pod \"p\" is invalid: spec.containers[0].ports[0].name: Invalid value: \"much-too-long-for-a-port\": must be no more than 15 characters"
            },
            {
                Pods,
                Pod("containers: [{name: main, image: 'x:1', volumeMounts: [{name: data, mountPath: /data}]}]"),
                "Pod \"p\" is invalid: spec.containers[0].volumeMounts[0].name: Not found: \"data\""
            },
            {
                Pods,
                Pod("containers: [" + Container + ", " + Container + "]"),
                "Pod \"p\" is invalid: spec.containers[1].name: Duplicate value: \"main\""
            },
            {
                Pods,
                Pod("containers: [{name: main, image: 'x:1', readinessProbe: {periodSeconds: 5}}]"),
                "Pod \"p\" is invalid: spec.containers[0].readinessProbe: Required value: must specify a handler type"
            },
            {
                Pods,
                Pod("containers: [{name: main, image: 'x:1', resources: {requests: {cpu: 2}, limits: {cpu: 1}}}]"),
                "Pod \"p\" is invalid: spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1"
            },
            {
                Jobs,
                "{kind: Job, metadata: {name: j}, spec: {template: {spec: {containers: [" + Container + "]}}}}",
                "Job.batch \"j\" is invalid: spec.template.spec.restartPolicy: Unsupported value: \"Always\": supported values: \"OnFailure\", \"Never\""
            },
            {
                "apis/networking.k8s.io/v1/namespaces/default/ingresses",
                "{kind: Ingress, metadata: {name: i}, spec: {rules: [{host: Web_, http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}}",
                $"Ingress.networking.k8s.io \"i\" is invalid: [spec.rules[0].host: Invalid value: \"Web_\": {SubdomainRule}, spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified]"
            },
            {
                "apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
                "{kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {minReplicas: 3, maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: web}}}",
                "HorizontalPodAutoscaler.autoscaling \"h\" is invalid: spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`"
            },
            {
                "apis/batch/v1/namespaces/default/cronjobs",
                "{kind: CronJob, metadata: {name: c}, spec: {schedule: daily, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: ["
                    + Container
                    + "]}}}}}}",
                "CronJob.batch \"c\" is invalid: spec.schedule: Invalid value: \"daily\": expected exactly 5 fields, found 1: [daily]"
            },
            {
                "api/v1/namespaces/default/persistentvolumeclaims",
                "{kind: PersistentVolumeClaim, metadata: {name: c}, spec: {resources: {requests: {storage: 1Gi}}}}",
                "PersistentVolumeClaim \"c\" is invalid: spec.accessModes: Required value: at least 1 access mode is required"
            },
            {
                "apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
                "{kind: RoleBinding, metadata: {name: b}, roleRef: {kind: Group, name: x}}",
                "RoleBinding.rbac.authorization.k8s.io \"b\" is invalid: roleRef.kind: Unsupported value: \"Group\": supported values: \"Role\", \"ClusterRole\""
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Should_say_what_is_wrong(string path, string yaml, string message)
    {
        var reply = await Cluster.PostAsync(path, yaml);

        reply.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, message);
        reply.Reason.ShouldBe("Invalid");
        reply.Body["details"]!["causes"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Should_keep_the_selector_of_a_deployment()
    {
        await Cluster.CreateAsync(Deployments, Workload("matchLabels: {app: web}", "{app: web}"));

        var reply = await Cluster.SendAsync(
            HttpMethod.Put,
            $"{Deployments}/web",
            Workload("matchLabels: {app: api}", "{app: api}")
        );

        reply.ShouldBeRefused(
            HttpStatusCode.UnprocessableEntity,
            "Deployment.apps \"web\" is invalid: spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"api\"}}: field is immutable"
        );
        reply.Body["details"]!["causes"]![0]!["field"]!.GetValue<string>().ShouldBe("spec.selector");
    }

    [Fact]
    public async Task Should_keep_the_template_of_a_job()
    {
        await Cluster.CreateAsync(Jobs, Manifests.Job("j"));

        var reply = await Cluster.SendAsync(HttpMethod.Put, $"{Jobs}/j", Manifests.Job("j", "{a: b}"));

        reply.ShouldBe(HttpStatusCode.UnprocessableEntity);
        reply.Message.ShouldStartWith("Job.batch \"j\" is invalid: spec.template: Invalid value: ");
        reply.Message.ShouldEndWith(": field is immutable");
    }

    [Fact]
    public async Task Should_keep_what_is_marked_immutable()
    {
        await Cluster.CreateAsync(
            Secrets,
            "{apiVersion: v1, kind: Secret, metadata: {name: s}, immutable: true, stringData: {a: b}}"
        );

        var reply = await Cluster.PatchAsync(
            $"{Secrets}/s",
            "application/merge-patch+json",
            """{"data": {"a": "Yw=="}}"""
        );

        reply.ShouldBeRefused(
            HttpStatusCode.UnprocessableEntity,
            "Secret \"s\" is invalid: data: Forbidden: field is immutable when `immutable` is set"
        );
    }

    private static string Pod(string spec) => $"{{kind: Pod, metadata: {{name: p}}, spec: {{{spec}}}}}";

    private static string Workload(string selector, string labels, string spec = "") =>
        $"{{kind: Deployment, metadata: {{name: web}}, spec: {{selector: {{{selector}}}, template: {{metadata: {{labels: {labels}}}, spec: {{{spec}containers: [{Container}]}}}}}}}}";
}
