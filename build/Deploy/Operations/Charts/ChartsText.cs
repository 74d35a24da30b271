using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Reporting;

namespace Deploy.Operations.Charts;

/// <summary>The charts of services, here and in the chart repository, as a table or as JSON.</summary>
/// <param name="output">Where to.</param>
public sealed class ChartsText(Output output)
{
    private const int ShownVersions = 3;
    private const int ShownFiles = 3;

    /// <summary>Writes it.</summary>
    /// <exception cref="FailedException">A chart of the checkout is broken; the list is written all the same.</exception>
    public void Write(IReadOnlyList<ChartState> charts, bool asJson)
    {
        if (asJson)
        {
            var rows = charts.Select(ChartRow.Of).ToList();
            output.Writer.WriteLine(JsonSerializer.Serialize(rows, ChartRowContext.Default.ListChartRow));
        }
        else
        {
            WriteTable(charts);
        }

        RequireWhole(charts);
    }

    private static void RequireWhole(IReadOnlyList<ChartState> charts)
    {
        var broken = charts.Where(chart => chart.Standing == ChartStanding.Broken).ToList();
        if (broken.Count > 0)
        {
            throw new FailedException(
                $"{broken.Count} of {charts.Count} charts cannot be packed: {string.Join(", ", broken.Select(chart => chart.Chart))}"
            )
            {
                NextStep = "correct what their rows say",
            };
        }
    }

    private void WriteTable(IReadOnlyList<ChartState> charts) =>
        TextTable.Write(
            output.Writer,
            ["SERVICE", "CHART", "CHECKOUT", "PUBLISHED", "STATE"],
            charts.Select(chart =>
                (IReadOnlyList<string>)
                    [
                        chart.Service.Value,
                        chart.Chart.Value,
                        chart.Version?.Value ?? "-",
                        chart.Published.Count == 0 ? "-" : Shortened(chart.Published, ShownVersions),
                        StateOf(chart),
                    ]
            )
        );

    private static string StateOf(ChartState chart) =>
        chart.Standing switch
        {
            ChartStanding.Published => "published",
            ChartStanding.Unpublished => "not published",
            ChartStanding.Older => $"older than {chart.Published[0]}",
            ChartStanding.Broken => $"broken: {Printable.Escape(chart.Problem!)}",
            ChartStanding.Differs => "published with other content: "
                + Shortened([.. chart.Differing.Select(Printable.Escape)], ShownFiles),
        };

    private static string Shortened<T>(IReadOnlyList<T> items, int shown) =>
        string.Join(", ", items.Take(shown)) + (items.Count > shown ? $", and {items.Count - shown} more" : "");
}

internal sealed record ChartRow(
    string Service,
    string Chart,
    string? Version,
    IReadOnlyList<string> Published,
    string State,
    IReadOnlyList<string> Differing,
    string? Problem
)
{
    public static ChartRow Of(ChartState chart) =>
        new(
            chart.Service.Value,
            chart.Chart.Value,
            chart.Version?.Value,
            [.. chart.Published.Select(version => version.Value)],
            chart.Standing.ToString().ToLowerInvariant(),
            chart.Differing,
            chart.Problem
        );
}

[JsonSerializable(typeof(List<ChartRow>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class ChartRowContext : JsonSerializerContext;
