using System.Text;
using Deploy.Journal;
using Deploy.Journal.Records;

namespace Deploy.Reporting.Screen;

/// <summary>One record per line, in the format of the journal, with progress and child output too.</summary>
/// <param name="output">Where to.</param>
internal sealed class JsonLines(Output output) : IRunReader
{
    /// <inheritdoc/>
    public void Read(RunRecord record)
    {
        output.Writer.WriteLine(Encoding.UTF8.GetString(RecordJson.Line(record)));
        output.Writer.Flush();
    }
}
