using System.Text;
using Cake.Core.IO;

namespace Deploy.Tools.Processes;

/// <summary>Keeps what a child writes, and passes each line on.</summary>
internal sealed class OutputCapture(IProgress<OutputLine>? lines, bool showsOutput, IProgress<OutputLine>? watcher)
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public string Output => Text(_output);

    public string Error => Text(_error);

    public ProcessSettings Redirect(ReadOnlyMemory<byte> input) =>
        new()
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectedStandardOutputHandler = line => Keep(_output, OutputStream.Output, line),
            RedirectedStandardErrorHandler = line => Keep(_error, OutputStream.Error, line),
            StandardInput = input.IsEmpty ? (ProcessStandardInput?)null : new ProcessStandardInput(input),
        };

    // The null says that the runner need not keep the line too.
    private string? Keep(StringBuilder text, OutputStream stream, string line)
    {
        lock (text)
        {
            text.Append(line).Append('\n');
        }

        watcher?.Report(new(stream, line));
        if (showsOutput || stream == OutputStream.Error)
        {
            lines?.Report(new(stream, line));
        }

        return null;
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.Length == 0 ? "" : text.ToString(0, text.Length - 1);
        }
    }
}
