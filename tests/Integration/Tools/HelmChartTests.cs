using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Integration.Tools;

/// <summary>The verbs that need no cluster, with the real binaries.</summary>
public sealed class HelmChartTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_render_with_files_below_standard_input(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var settings = new HelmTemplateSettings
        {
            Release = new("prod-demo"),
            Namespace = new("prod"),
            Chart = real.Chart,
            ValuesFiles = [real.Write("a,b \"c\".yaml", "key: from file\nother: from file\n")],
            Values = "key: from input\n",
            IsUpgrade = true,
        };
        var manifest = await real.Helm.TemplateAsync(settings, default);
        manifest.ShouldContain("name: prod-demo");
        manifest.ShouldContain("namespace: prod");
        manifest.ShouldContain("{ upgrade: \"true\" }");
        manifest.ShouldContain("{ key: \"from input\", other: \"from file\" }");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_package_show_and_render_the_package(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var package = await real.Helm.PackageAsync(
            new() { Chart = real.Chart, Destination = Path.Combine(real.Folder, "out put") },
            default
        );
        package.FullPath.ShouldBe(Path.Combine(real.Folder, "out put", "demo-1.2.3.tgz"));
        var chart = await real.Helm.ShowChartAsync(new() { Chart = package.FullPath }, default);
        chart.ShouldContain("version: 1.2.3");
        var manifest = await real.Helm.TemplateAsync(
            new()
            {
                Release = new("x"),
                Namespace = new("y"),
                Chart = package.FullPath,
            },
            default
        );
        manifest.ShouldContain("from chart");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_build_dependencies(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var user = Path.GetDirectoryName(
            real.Write(
                "user/Chart.yaml",
                "apiVersion: v2\nname: user\nversion: 1.0.0\ndependencies: [{ name: demo, version: 1.2.3, repository: \"file://../demo\" }]\n"
            )
        )!;
        await real.Helm.BuildDependenciesAsync(new() { Chart = user }, default);
        File.Exists(Path.Combine(user, "charts", "demo-1.2.3.tgz")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_say_that_a_registry_does_not_answer(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        var pull = await Should.ThrowAsync<FailedException>(
            real.Helm.PullAsync(
                new()
                {
                    Chart = "oci://127.0.0.1:9/charts/demo",
                    Version = new("1.2.3"),
                    Destination = real.Folder,
                    PlainHttp = true,
                },
                default
            )
        );
        KindOf(pull).ShouldBe(HelmFailureKind.RegistryUnreachable);
        var login = await Should.ThrowAsync<FailedException>(
            real.Helm.LoginAsync(
                new()
                {
                    Registry = "127.0.0.1:9",
                    UserName = "AWS",
                    Password = "canary",
                    PlainHttp = true,
                },
                default
            )
        );
        KindOf(login).ShouldBe(HelmFailureKind.RegistryUnreachable);
        login.Message.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_say_its_version(int major)
    {
        using var real = await RealHelm.OfMajorAsync(major);
        (await real.Helm.BinaryAsync(default)).Version.Major.ShouldBe(major);
    }

    private static HelmFailureKind KindOf(FailedException problem) =>
        problem.InnerException.ShouldBeOfType<HelmException>().Failure.Kind;
}
