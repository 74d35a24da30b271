using Cake.Core;

namespace Deploy.Hosting;

/// <summary>
/// Cake's console without colours: Cake looks at <c>TERM</c> alone, and would write escape codes into files.
/// </summary>
/// <param name="output">Where everything goes that is no error.</param>
internal sealed class PlainConsole(TextWriter output) : IConsole
{
    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; }

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; }

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => false;

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => output.Write(format, arg);

    /// <inheritdoc/>
    public void Write(string value) => output.Write(value);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => output.WriteLine(format, arg);

    /// <inheritdoc/>
    public void WriteLine(string value) => output.WriteLine(value);

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => Console.Error.Write(format, arg);

    /// <inheritdoc/>
    public void WriteError(string value) => Console.Error.Write(value);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => Console.Error.WriteLine(format, arg);

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => Console.Error.WriteLine(value);

    /// <inheritdoc/>
    public void ResetColor() { }
}
