using System.Text;
using Deploy.Operations.BumpChart;
using Deploy.Testing;
using Deploy.Tools.Files;
using NSubstitute;

namespace Deploy.Tests.Operations.BumpChart;

public sealed class BumpChartStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IRunEvents _events = Substitute.For<IRunEvents>();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(VersionPart.Patch, "1.2.3", "1.2.4")]
    [InlineData(VersionPart.Minor, "1.2.3", "1.3.0")]
    [InlineData(VersionPart.Major, "1.2.3", "2.0.0")]
    [InlineData(VersionPart.Patch, "1.2.3-rc.1+b", "1.2.3")]
    public void Should_change_the_version_and_no_other_byte(VersionPart part, string old, string expected)
    {
        const string Chart =
            "\uFEFF# ours, do not touch\r\nname:   infosite # the name\r\n\r\nversion: \"{0}\"   # raise it\r\n"
            + "dependencies:\r\n  - {{name: web,  version: 1.2.3, repository: file://../web}}\r\napiVersion: v2";
        var service = Service("infosite", string.Format(Chart, old));

        var bumped = Bump([service], part).Single();

        bumped.ShouldBe(new(new("infosite"), $"{service.ChartFolder}/Chart.yaml", new(old), new(expected)));
        Read(service).ShouldBe(Encoding.UTF8.GetBytes(string.Format(Chart, expected)));
    }

    [Fact]
    public void Should_write_nothing_when_one_chart_is_wrong()
    {
        var good = Service("infosite", "apiVersion: v2\nname: infosite\nversion: 1.0.0\n");
        var bad = Service("webhooks", "apiVersion: v2\nname: webhooks\nversion: latest\n");

        Should
            .Throw<UsageException>(() => Bump([good, bad], VersionPart.Patch))
            .Location.ShouldBe(new SourceLocation($"{bad.ChartFolder}/Chart.yaml", 3, 10));
        Encoding.UTF8.GetString(Read(good)).ShouldContain("version: 1.0.0");
    }

    [Fact]
    public void Should_raise_a_chart_once_that_two_services_share()
    {
        var service = Service("infosite", "apiVersion: v2\nname: infosite\nversion: 1.0.0\n");

        Bump([service, service], VersionPart.Patch).Count.ShouldBe(1);
        Encoding.UTF8.GetString(Read(service)).ShouldContain("version: 1.0.1");
    }

    [Fact]
    public void Should_say_what_it_did()
    {
        var service = Service("infosite", "apiVersion: v2\nname: infosite\nversion: 1.0.0\n");

        Bump([service], VersionPart.Minor);

        _events.Received().Publish(new Note($"infosite 1.0.0 → 1.1.0 ({service.ChartFolder}/Chart.yaml)"));
    }

    [Fact]
    public void Should_only_say_it_when_planning()
    {
        var service = Service("infosite", "apiVersion: v2\nname: infosite\nversion: 1.0.0\n");

        Bump([service], VersionPart.Patch, planOnly: true);

        Encoding.UTF8.GetString(Read(service)).ShouldContain("version: 1.0.0");
        _events.Received().Publish(new Note($"infosite 1.0.0 → 1.0.1 ({service.ChartFolder}/Chart.yaml, not written)"));
    }

    private IReadOnlyList<BumpedChart> Bump(IReadOnlyList<Service> services, VersionPart part, bool planOnly = false)
    {
        var paths = new RepositoryPaths(_folder.Path);
        return new BumpChartStep(new FileSet(paths), paths, _events).Run(services, part, planOnly);
    }

    private Service Service(string name, string chart)
    {
        var service = Catalogs.Service(name);
        _folder.Write($"{service.ChartFolder}/Chart.yaml", chart);
        return service;
    }

    private byte[] Read(Service service) =>
        File.ReadAllBytes(Path.Combine(_folder.Path, service.ChartFolder, "Chart.yaml"));
}
