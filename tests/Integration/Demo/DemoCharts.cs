using Deploy.Testing;
using k8s;

namespace Deploy.Integration.Demo;

/// <summary>
/// The demo's charts as the two Helm majors see them: a copy of <c>charts/</c> for each, with the library charts
/// vendored by its own <c>dependency build</c>.
/// </summary>
public sealed class DemoCharts : IDisposable
{
    /// <summary>The Helm versions that are tested.</summary>
    public static IReadOnlyList<string> Helms { get; } = ["3.17.2", "4.1.4"];

    /// <summary>The charts, by their folder below <c>charts/services</c>.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        "infosite/infosite",
        "users/api/users-api",
        "users/workflow/users-workflow",
        "buildsense/api/buildsense-api",
        "buildsense/workflow/buildsense-workflow",
        "webhooks/webhooks",
        "proxy-server/proxy-server",
    ];

    private static readonly string[] s_given =
    [
        "global.registry=registry.example:5000",
        "global.region=us-east-1",
        "toolchain_env=staging",
    ];

    private readonly string _scratch = Directory.CreateTempSubdirectory("demo-charts-").FullName;
    private readonly Dictionary<string, Task> _copies = [];
    private readonly Dictionary<string, Task<Child>> _runs = [];

    /// <summary>Every Helm with every chart.</summary>
    public static MatrixTheoryData<string, string> HelmsAndCharts() => new(Helms, Folders);

    /// <summary>Runs a helm command on a chart, with what every install gives and the <paramref name="set"/> values.</summary>
    /// <remarks>Once for all tests that ask the same; helm answers from the chart alone.</remarks>
    internal Task<Child> Run(string helm, string command, string chart, params string[] set)
    {
        List<string> arguments = [.. command.Split(' '), Path.Combine(_scratch, helm, "services", chart)];
        foreach (var value in s_given.Concat(set))
        {
            arguments.AddRange(["--set", value]);
        }

        return Once($"{helm} {string.Join(' ', arguments)}", _runs, () => RunOnCopy(helm, arguments));
    }

    /// <summary>What a chart renders to, read strictly: a field that Kubernetes does not know fails the test.</summary>
    internal async Task<IReadOnlyList<object>> Render(string helm, string chart, params string[] set)
    {
        var release = $"staging-{Path.GetFileName(chart)}";
        var child = await Run(helm, $"template --namespace staging {release}", chart, set);
        return KubernetesYaml.LoadAllFromString(child.ShouldHaveSucceeded().Output, strict: true);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private async Task<Child> RunOnCopy(string helm, IReadOnlyList<string> arguments)
    {
        await Once(helm, _copies, () => Copy(helm));
        return await Helm(helm, arguments);
    }

    private static T Once<T>(string key, Dictionary<string, T> done, Func<T> start) =>
        done.TryGetValue(key, out var task) ? task : done[key] = start();

    private async Task Copy(string helm)
    {
        Assert.SkipUnless(File.Exists(Binary(helm)), $"there is no helm {helm} in .tools");
        var source = Path.Combine(Repository.Root, "charts");
        var copy = Path.Combine(_scratch, helm);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(source, file));
            if (!file.EndsWith(".tgz", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        foreach (var chart in Folders)
        {
            var folder = Path.Combine(copy, "services", chart);
            (await Helm(helm, ["dependency", "build", "--skip-refresh", folder])).ShouldHaveSucceeded();
        }
    }

    // The user's own Helm configuration stays out of it.
    private Task<Child> Helm(string helm, IEnumerable<string> arguments) =>
        Child.Run(
            Binary(helm),
            arguments,
            new Dictionary<string, string>
            {
                ["HELM_CACHE_HOME"] = Path.Combine(_scratch, "home"),
                ["HELM_CONFIG_HOME"] = Path.Combine(_scratch, "home"),
                ["HELM_DATA_HOME"] = Path.Combine(_scratch, "home"),
                ["KUBECONFIG"] = Path.Combine(_scratch, "no-cluster"),
            }
        );

    private static string Binary(string helm) => Path.Combine(Repository.Root, ".tools", "helm", helm, "helm");
}
