using Deploy.Tools.Processes;

namespace Deploy.Testing.Processes;

/// <summary>Keeps the lines that a child writes, and acts on some of them.</summary>
public sealed class LineLog : IProgress<OutputLine>
{
    private readonly List<OutputLine> _seen = [];
    private Action<string> _onLine = _ => { };

    public IReadOnlyList<OutputLine> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Runs the action when the line comes.</summary>
    public void On(string line, Action action) =>
        _onLine += text =>
        {
            if (text == line)
            {
                action();
            }
        };

    /// <summary>Runs the action at every line.</summary>
    public void OnAny(Action action) => _onLine += _ => action();

    public void Report(OutputLine value)
    {
        lock (_seen)
        {
            _seen.Add(value);
        }

        _onLine(value.Text);
    }
}
