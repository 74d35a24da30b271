using System.Text;

namespace Deploy.Reporting.Screen;

/// <summary>
/// The last lines of a terminal, drawn over and over in place; other lines scroll by above them. A frame is one write,
/// and what did not change is overwritten by itself, so that nothing flickers.
/// </summary>
/// <param name="output">The terminal.</param>
internal sealed class LiveRegion(Output output)
{
    // Terminals that know the first show the frame at once; those that do not ignore it.
    private const string BeginFrame = "\e[?2026h";
    private const string EndFrame = "\e[?2026l";
    private const string ClearLine = "\e[K";
    private const string ClearBelow = "\e[J";

    private readonly List<int> _drawn = [];

    /// <summary>Whether anything is drawn.</summary>
    public bool IsDrawn => _drawn.Count > 0;

    /// <summary>Lets lines scroll by, and draws the region below them.</summary>
    /// <param name="scrolled">Lines of any length.</param>
    /// <param name="region">Lines that are shorter than the terminal is wide; none takes the region away.</param>
    public void Draw(IReadOnlyList<HuedLine> scrolled, IReadOnlyList<HuedLine> region)
    {
        var frame = new StringBuilder(BeginFrame);
        var rows = RowsDrawn();
        if (rows > 0)
        {
            frame.Append($"\e[{rows}A\r");
        }

        if (scrolled.Count > 0 || region.Count < _drawn.Count)
        {
            frame.Append(ClearBelow);
        }

        foreach (var line in scrolled)
        {
            frame.Append(output.Coloured(line.Text, line.Hue)).Append('\n');
        }

        _drawn.Clear();
        foreach (var line in region)
        {
            frame.Append(output.Coloured(line.Text, line.Hue)).Append(ClearLine).Append('\n');
            _drawn.Add(DisplayWidth.Of(line.Text));
        }

        output.Writer.Write(frame.Append(EndFrame).ToString());
        output.Writer.Flush();
    }

    // A terminal that was made narrower since has folded what it showed.
    private int RowsDrawn()
    {
        var columns = Math.Max(1, output.Width ?? int.MaxValue);
        return _drawn.Sum(width => Math.Max(1, ((width - 1) / columns) + 1));
    }
}
