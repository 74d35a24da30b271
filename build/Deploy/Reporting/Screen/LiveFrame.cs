using System.Text;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Screen;

/// <summary>The lines of the live view for a terminal of a given size.</summary>
/// <param name="title">What runs, and where to.</param>
/// <param name="stages">The stages that run, with how far they came.</param>
/// <param name="rows">The services, in the order of the plan.</param>
/// <param name="elapsed">How long the run has taken.</param>
internal sealed class LiveFrame(
    string title,
    IReadOnlyList<(Stage Stage, CellState State)> stages,
    IReadOnlyList<LiveRow> rows,
    TimeSpan elapsed
)
{
    private const int LongestName = 24;
    private const int ShortestDetail = 12;

    /// <summary>The lines, each shorter than the terminal is wide; as many rows as fit, those under way first.</summary>
    public IReadOnlyList<HuedLine> Lines(int width, int height, DateTimeOffset now)
    {
        var columns = Math.Max(10, width - 1);
        var room = Math.Max(1, height - 4);
        var shown = rows.Count <= room ? rows : [.. rows.OrderBy(Rank).Take(room - 1)];
        var lines = shown.Select(row => new HuedLine(Row(row, columns, now), HueOf(row))).ToList();
        if (shown.Count < rows.Count)
        {
            lines.Add(new(DisplayWidth.Fit($"  … and {Others(rows.Except(shown))}", columns), Hue.Faint));
        }

        lines.Add(new(Bar(columns), Hue.Heading));
        return lines;
    }

    private string Row(LiveRow row, int columns, DateTimeOffset now)
    {
        var time = row.State == CellState.Cut ? Words.Seconds(now - row.Began) : "";
        var name = Math.Min(LongestName, Math.Max(8, columns / 3));
        var left =
            $"{Sign(row.State)} {DisplayWidth.Fit(row.Service, name).PadRight(Math.Min(name, rows.Max(each => each.Service.Length)))}";
        var room = columns - DisplayWidth.Of(left) - time.Length - 2;
        var detail = Detail(row, room);
        return room < ShortestDetail
            ? DisplayWidth.Fit($"{left} {detail}", columns)
            : $"{left} {detail}{new string(' ', Math.Max(1, room - DisplayWidth.Of(detail) + 1))}{time}".TrimEnd();
    }

    private static string Detail(LiveRow row, int room)
    {
        var parts = new List<string>();
        if (row.Stage is { } stage)
        {
            parts.Add(stage.ToString());
        }

        if (row is { State: CellState.Cut, Pods: { Wanted: > 0 } pods })
        {
            parts.Add($"{pods.Ready}/{pods.Wanted}");
        }

        if (row is { State: CellState.Cut, Waiting: { } waiting })
        {
            parts.Add(Printable.Escape(waiting));
        }

        return DisplayWidth.Fit(parts.Count == 0 ? "waits" : string.Join("  ", parts), Math.Max(room, 0));
    }

    // With all names of stages where they fit, else with the one under way.
    private string Bar(int columns)
    {
        var time = Words.Seconds(elapsed);
        var current = stages.LastOrDefault(stage => stage.State is CellState.Cut or CellState.Failed);
        var signs = string.Concat(stages.Select(stage => Sign(stage.State)));
        string[] forms =
        [
            $"{title}  {string.Join(' ', stages.Select(stage => $"{Sign(stage.State)} {stage.Stage}"))}  {time}",
            $"{title}  {signs} {current.Stage}  {time}",
            $"{signs} {current.Stage}  {time}",
        ];
        return forms.FirstOrDefault(form => DisplayWidth.Of(form) <= columns) ?? DisplayWidth.Fit(forms[^1], columns);
    }

    private static string Others(IEnumerable<LiveRow> others)
    {
        var text = new StringBuilder();
        foreach (var group in others.GroupBy(row => row.State).OrderBy(group => group.Key))
        {
            text.Append(text.Length == 0 ? "" : ", ")
                .Append(
                    $"{group.Count()} {(group.Key == CellState.Cut ? "under way" : group.Key == CellState.NotReached ? "waiting" : Words.State(group.Key))}"
                );
        }

        return text.ToString();
    }

    private static int Rank(LiveRow row) =>
        row.State switch
        {
            CellState.Failed => 0,
            CellState.Cut => 1,
            CellState.NotReached => 2,
            CellState.Skipped or CellState.Done => 3,
        };

    private static string Sign(CellState state) =>
        state switch
        {
            CellState.Done => "✓",
            CellState.Failed => "✗",
            CellState.Cut => "●",
            CellState.Skipped => "-",
            CellState.NotReached => "○",
        };

    private static Hue HueOf(LiveRow row) =>
        row.State switch
        {
            CellState.Failed => Hue.Bad,
            CellState.Done => Hue.Good,
            CellState.Cut => Hue.Plain,
            CellState.NotReached or CellState.Skipped => Hue.Faint,
        };
}
