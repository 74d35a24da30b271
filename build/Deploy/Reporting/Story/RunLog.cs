using Deploy.Journal;
using Deploy.Journal.Records;

namespace Deploy.Reporting.Story;

/// <summary>The records of this run so far, for summaries.</summary>
internal sealed class RunLog : IRunReader
{
    private readonly List<RunRecord> _records = [];

    /// <summary>The run as it is known by now; null where it has not begun.</summary>
    public RunStory? Story => RunStory.Of(_records);

    /// <inheritdoc/>
    public void Read(RunRecord record)
    {
        if (record is not (ChildOutputRecord or ReleaseProgressRecord))
        {
            _records.Add(record);
        }
    }
}
