using Deploy.Charts;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Oci.Ecr;
using Deploy.Planning.Inputs;
using Deploy.Platforms;
using Deploy.Testing;
using NSubstitute;

namespace Deploy.Integration.Charts;

/// <summary>Values that were taken out of the checkout after the chart was published stay out, for either Helm.</summary>
public sealed class CheckoutValuesTests
{
    private const string Published = """
        global: {region: us-east-1, gone: 1}
        kept: 1
        gone: 1
        nested: {kept: 1, gone: {a: 1}}
        nulled: {a: 1}
        list: [1, 2]
        sub: {kept: parent, gone: parent}
        """;

    [Theory]
    [InlineData(3, "global: {}\nkept: 1\nnested: {kept: 2}\nnulled:\nlist: []\nsub: {kept: parent}\n")]
    [InlineData(4, "global: {}\nkept: 1\nnested: {kept: 2}\nnulled:\nlist: []\nsub: {kept: parent}\n")]
    [InlineData(3, "# nothing is left\n")]
    [InlineData(4, "# nothing is left\n")]
    [InlineData(3, "kept: 2\ngone: null\nsub:\n")]
    [InlineData(4, "kept: 2\ngone: null\nsub:\n")]
    public async Task Should_render_as_the_checkout_does(int major, string values)
    {
        using var helm = await HelmHome.OfMajorAsync(major);
        var service = Service(helm, Published);
        var factory = new ChartStoreFactory(
            helm.Folder,
            Path.Combine(helm.Folder, "cache"),
            TimeProvider.System,
            new Random(1),
            () => throw new InvalidOperationException(),
            new EnsureRepository(_ => throw new InvalidOperationException())
        );
        var platform = Substitute.For<IPlatform>();
        platform.ChartRepository.Returns(Path.Combine(helm.Folder, "repository"));
        var stores = new ChartStores(platform, factory);
        await stores.Open().PublishAsync(Package(helm, service), new PublishRules(), Cancel);
        Service(helm, values);
        var paths = new RepositoryPaths(helm.Folder);

        var chart = await new InstallableCharts(
            stores,
            new ChartPackages(new ChartPackager(null!), paths),
            factory,
            paths
        ).GetAsync(service, Cancel);

        (await RenderAsync(helm, chart.Path, service)).ShouldBe(
            await RenderAsync(helm, factory.Packages.Keep(Package(helm, service)), service)
        );
        chart.Removed.ShouldNotBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ServicePlan Service(HelmHome helm, string values)
    {
        var plan = Plans.Service("infosite");
        var folder = plan.Chart.Folder;
        const string Dump = "kind: List\nvalues: {{ toJson .Values }}\n";
        helm.Write($"{folder}/Chart.yaml", "apiVersion: v2\nname: infosite\nversion: 1.0.0\n");
        helm.Write($"{folder}/templates/values.yaml", Dump);
        helm.Write($"{folder}/values.yaml", values);
        helm.Write($"{folder}/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n");
        helm.Write($"{folder}/charts/sub/templates/values.yaml", Dump);
        helm.Write($"{folder}/charts/sub/values.yaml", "kept: own\ngone: own\n");
        return plan;
    }

    private static ChartPackage Package(HelmHome helm, ServicePlan service)
    {
        var folder = Path.Combine(helm.Folder, service.Chart.Folder);
        return ChartPackage.Pack(ChartFolder.Read(folder), folder);
    }

    private static Task<string> RenderAsync(HelmHome helm, string chart, ServicePlan service) =>
        helm.Run("template", "prod-infosite", chart, "--values", service.Chart.ValuesFile);
}
