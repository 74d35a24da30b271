using Deploy.Charts.Contents;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Contents;

public sealed class ChartContentsTests
{
    private readonly ChartContents _chart = TestCharts.Contents(
        ("values.yaml", ""),
        ("charts/lib/Chart.yaml", "lib"),
        ("charts/library/Chart.yaml", "library"),
        ("Chart.yaml", "web")
    );

    [Fact]
    public void Should_be_in_the_order_of_paths() =>
        Paths(_chart).ShouldBe(["Chart.yaml", "charts/lib/Chart.yaml", "charts/library/Chart.yaml", "values.yaml"]);

    [Fact]
    public void Should_know_what_lies_below_a_folder() => Paths(_chart.Below("charts/lib/")).ShouldBe(["Chart.yaml"]);

    [Fact]
    public void Should_be_the_same_without_a_folder() =>
        Paths(_chart.Without("charts/lib/")).ShouldBe(["Chart.yaml", "charts/library/Chart.yaml", "values.yaml"]);

    [Fact]
    public void Should_take_another_chart_in()
    {
        var lib = TestCharts.Contents(("Chart.yaml", "new"));

        Paths(_chart.With("charts/new/", lib)).ShouldContain("charts/new/Chart.yaml");
        Should
            .Throw<UsageException>(() => _chart.With("charts/lib/", lib))
            .Problem.ShouldBe("the chart has two files 'charts/lib/Chart.yaml'");
    }

    [Fact]
    public void Should_refuse_more_files_than_Helm_takes()
    {
        var files = Enumerable.Range(0, 10_001).Select(number => new ChartFile($"{number}", default)).ToList();

        new ChartContents(files.Skip(1)).Files.Count.ShouldBe(10_000);
        Should
            .Throw<UsageException>(() => new ChartContents(files))
            .Problem.ShouldBe("the chart is too large: at most 10,000 files of 100 MiB");
    }

    [Fact]
    public void Should_refuse_more_bytes_than_Helm_takes()
    {
        var half = new byte[50 << 20];
        ChartFile[] files = [new("a", half), new("b", half)];

        new ChartContents(files).Files.Count.ShouldBe(2);
        Should
            .Throw<UsageException>(() => new ChartContents([.. files, new("c", new byte[1])]))
            .Problem.ShouldStartWith("the chart is too large");
    }

    private static IEnumerable<string> Paths(ChartContents contents) => contents.Files.Select(file => file.Path);
}
