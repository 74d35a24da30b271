using Deploy.Planning;
using Deploy.Testing;

namespace Deploy.Tests.Planning;

public sealed class ServiceChartTests : IDisposable
{
    private static readonly Service Infosite = Catalogs.Demo.Services["infosite"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_read_name_and_version()
    {
        var chart = Read("name: infosite\nversion: 1.2.3\ntype: application\n");

        chart.Name.Value.ShouldBe("infosite");
        chart.Version.Value.ShouldBe("1.2.3");
    }

    [Theory]
    [InlineData(
        "name: info\nversion: 1.2.3\n",
        "1:7",
        "is 'info', but the catalog calls the chart of infosite 'infosite'"
    )]
    [InlineData("name: infosite\nversion: 1.2.3\ntype: library\n", "3:7", "is library: other charts use it")]
    public void Should_refuse_a_chart_that_the_service_cannot_have(string text, string place, string problem)
    {
        var error = Should.Throw<UsageException>(() => Read(text));

        error.Message.ShouldContain(problem);
        error.Location.ShouldNotBeNull().ToString().ShouldEndWith($"infosite/Chart.yaml:{place}");
    }

    private PlannedChart Read(string text)
    {
        _folder.Write($"{Infosite.ChartFolder}/Chart.yaml", text);
        return ServiceChart.Read(new RepositoryPaths(_folder.Path), Infosite, ChartSource.Repository);
    }
}
