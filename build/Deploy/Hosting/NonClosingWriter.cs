using System.Text;

namespace Deploy.Hosting;

/// <summary>A console stream that may go away: what can no longer be written is dropped.</summary>
/// <param name="stream">The stream.</param>
internal sealed class NonClosingWriter(TextWriter stream) : TextWriter
{
    private bool _isGone;

    /// <inheritdoc/>
    public override Encoding Encoding => stream.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => stream.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => stream.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => stream.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => stream.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(stream.Flush);

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
