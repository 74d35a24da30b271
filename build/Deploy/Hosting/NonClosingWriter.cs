using System.Text;
using Deploy.Reporting.Ci;

namespace Deploy.Hosting;

/// <summary>
/// A console stream that may go away: what can no longer be written is dropped. Where a build server reads it, nothing
/// in it is a command.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="isHarmless">Whether a build server may find no commands in it.</param>
internal sealed class NonClosingWriter(TextWriter stream, bool isHarmless) : TextWriter
{
    private bool _isGone;

    /// <inheritdoc/>
    public override Encoding Encoding => stream.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => stream.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => stream.Write(Shown(value)));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => stream.WriteLine(Shown(value)));

    /// <inheritdoc/>
    public override void Flush() => Try(stream.Flush);

    private string? Shown(string? text) => isHarmless && text is not null ? BuildServers.Harmless(text) : text;

    private void Try(Action write)
    {
        if (_isGone)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception problem)
            when (problem is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            _isGone = true;
        }
    }
}
