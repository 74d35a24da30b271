using Deploy.Testing;

namespace Deploy.Benchmarks.Fleet;

/// <summary>A throw-away checkout: a catalog, and for each service a chart with a Deployment, a Service and a ConfigMap.</summary>
internal sealed class FleetCheckout : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private FleetCheckout(int services) =>
        Services = [.. Enumerable.Range(1, services).Select(number => $"fleet-{number:d2}")];

    /// <summary>The services, which are called as their charts are.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>The checkout's top folder.</summary>
    public string Root => Path.Combine(_folder.Path, "checkout");

    /// <summary>Writes and commits it.</summary>
    public static async Task<FleetCheckout> CreateAsync(int services)
    {
        var checkout = new FleetCheckout(services);
        checkout._folder.Write("checkout/.gitignore", ".deploy/\n.tools\n");
        checkout._folder.Write("checkout/charts/services.yaml", checkout.Catalog());
        foreach (var service in checkout.Services)
        {
            var chart = $"checkout/{Chart(service)}";
            checkout._folder.Write($"{chart}/Chart.yaml", $"apiVersion: v2\nname: {service}\nversion: 1.0.0\n");
            checkout._folder.Write($"{chart}/values.yaml", $"replicas: 1\nimage: {RealCluster.Busybox}\n");
            checkout._folder.Write($"{chart}/templates/service.yaml", Templates);
        }

        Directory.CreateSymbolicLink(Path.Combine(checkout.Root, ".tools"), Path.Combine(Repository.Root, ".tools"));
        await Measured.OfAsync("git", ["init", "--quiet", "--initial-branch=main", checkout.Root]);
        string[] git = ["-C", checkout.Root, "-c", "user.name=Bench", "-c", "user.email=bench@example.com"];
        await Measured.OfAsync("git", [.. git, "add", "--all"]);
        await Measured.OfAsync("git", [.. git, "commit", "--quiet", "--message=Fleet"]);
        return checkout;
    }

    /// <summary>Where a service's chart is, from the top.</summary>
    public static string Chart(string service) => $"charts/services/{service}/{service}";

    /// <summary>A file or folder beside the checkout.</summary>
    public string Beside(string name) => Path.Combine(_folder.Path, name);

    public void Dispose() => _folder.Dispose();

    private string Catalog() =>
        $$"""
            platform: kubernetes
            registry: localhost:5000
            chart_repository: .deploy/charts
            regions:
              us-east-1:
                clusters:
                  dev: { name: {{RealCluster.Context}}, default: true }
            environments:
              dev: { cluster: dev, install_timeout: 5m }
            service_types:
              web: {}
            services:
            {{string.Join("\n", Services.Select(service => $"- {{ name: {service}, type: web }}"))}}

            """;

    private const string Templates = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Chart.Name }}
        data:
          greeting: hello
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: {{ .Chart.Name }}
        spec:
          selector: { app: {{ .Chart.Name }} }
          ports:
          - { name: http, port: 80, targetPort: 8000, protocol: TCP }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Chart.Name }}
        spec:
          replicas: {{ .Values.replicas }}
          selector:
            matchLabels: { app: {{ .Chart.Name }} }
          template:
            metadata:
              labels: { app: {{ .Chart.Name }} }
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - name: server
                image: {{ .Values.image }}
                command: [sh, -c, "mkdir -p /tmp/www && echo ok >/tmp/www/index.html && exec httpd -f -p 8000 -h /tmp/www"]
                envFrom:
                - configMapRef: { name: {{ .Chart.Name }} }
                readinessProbe:
                  httpGet: { path: /, port: 8000 }
                  periodSeconds: 1
        """;
}
