using Deploy.Journal.Records;

namespace Deploy.Journal;

/// <summary>
/// What child processes print, in full: <c>.deploy/runs/&lt;id&gt;/&lt;stage&gt;-&lt;service&gt;.log</c>, with dashes for
/// the slashes of a service's name.
/// </summary>
/// <param name="folder">The folder of the run.</param>
internal sealed class ChildLogs(RunFolder folder) : IRunReader, IDisposable
{
    private readonly Dictionary<(Stage, string), StreamWriter> _logs = [];

    /// <summary>The name of the log of a stage and a service.</summary>
    public static string NameOf(Stage stage, string service) => $"{stage}-{service.Replace('/', '-')}.log";

    /// <inheritdoc/>
    public void Read(RunRecord record)
    {
        if (record is ChildOutputRecord output)
        {
            LogOf(output.Stage, output.Service).WriteLine(output.Line);
        }
        else if (record is ServiceEndedRecord or FailedRecord or RunEndedRecord)
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }

        _logs.Clear();
    }

    private StreamWriter LogOf(Stage stage, string service)
    {
        if (!_logs.TryGetValue((stage, service), out var log))
        {
            log = new(Path.Combine(folder.Create(), NameOf(stage, service)), append: true);
            _logs.Add((stage, service), log);
        }

        return log;
    }
}
