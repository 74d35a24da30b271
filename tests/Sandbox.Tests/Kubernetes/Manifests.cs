namespace Deploy.Sandbox.Tests.Kubernetes;

/// <summary>Objects that many tests create, as YAML.</summary>
internal static class Manifests
{
    public static string ConfigMap(string name, string labels = "{}") =>
        $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, labels: {labels}}}, data: {{k: v}}}}";

    public static string Pod(
        string name,
        string annotations = "{}",
        string image = "registry.test/web:1",
        string restartPolicy = "Always"
    ) =>
        $$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: {{name}}
              labels: {app: {{name}}}
              annotations: {{annotations}}
            spec:
              restartPolicy: {{restartPolicy}}
              containers:
              - name: main
                image: {{image}}
            """;

    public static string Deployment(
        string name,
        int replicas = 1,
        string annotations = "{}",
        string image = "registry.test/web:1",
        string spec = ""
    ) =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{name}}
            spec:
              replicas: {{replicas}}
              {{spec}}
              selector:
                matchLabels: {app: {{name}}}
              template:
                metadata:
                  labels: {app: {{name}}}
                  annotations: {{annotations}}
                spec:
                  containers:
                  - name: main
                    image: {{image}}
                    ports:
                    - name: http
                      containerPort: 8000
            """;

    public static string Service(string name, string app) =>
        $$"""
            apiVersion: v1
            kind: Service
            metadata:
              name: {{name}}
            spec:
              selector: {app: {{app}}}
              ports:
              - port: 80
                targetPort: http
            """;

    public static string Job(string name, string annotations = "{}", string spec = "") =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{name}}
            spec:
              {{spec}}
              template:
                metadata:
                  annotations: {{annotations}}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: registry.test/job:1
                    command: [migrate, --all]
            """;
}
