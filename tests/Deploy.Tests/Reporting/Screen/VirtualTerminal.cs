using System.Globalization;
using System.Text;
using Deploy.Reporting.Screen;

namespace Deploy.Tests.Reporting.Screen;

/// <summary>
/// A terminal that shows what a person would see: it wraps, scrolls, and understands the few escape codes that the
/// program uses; any other fails the test.
/// </summary>
internal sealed class VirtualTerminal(int columns, int rows) : TextWriter
{
    private readonly List<char[]> _lines = [new string(' ', columns).ToCharArray()];
    private readonly StringBuilder _escape = new();
    private int _row;
    private int _column;
    private bool _wraps;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Everything that was shown, what has scrolled away included; without the empty last line.</summary>
    public string Text => string.Join('\n', _lines.Select(line => new string(line).TrimEnd())).TrimEnd('\n');

    public override void Write(char value)
    {
        if (_escape.Length > 0 || value == '\e')
        {
            _escape.Append(value);
            if (_escape.Length > 2 && char.IsLetter(value))
            {
                Obey(_escape.ToString(2, _escape.Length - 2));
                _escape.Clear();
            }
        }
        else if (value == '\n')
        {
            Down();
            (_column, _wraps) = (0, false);
        }
        else if (value == '\r')
        {
            (_column, _wraps) = (0, false);
        }
        else
        {
            char.IsControl(value).ShouldBeFalse($"\\u{(int)value:x4}");
            Put(value);
        }
    }

    private void Put(char value)
    {
        if (_wraps)
        {
            Down();
            (_column, _wraps) = (0, false);
        }

        for (var width = DisplayWidth.Of(value.ToString()); width > 0; width--)
        {
            _lines[_row][_column] = value;
            _wraps = _column == columns - 1;
            _column = Math.Min(_column + 1, columns - 1);
        }
    }

    private void Down()
    {
        _row++;
        if (_row == _lines.Count)
        {
            _lines.Add(new string(' ', columns).ToCharArray());
        }
    }

    private void Obey(string code)
    {
        var number = int.TryParse(code[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : 0;
        switch (code)
        {
            case [.., 'm'] or "?2026h" or "?2026l":
                break;
            case [.., 'A']:
                // Lines that have scrolled off the screen cannot be reached.
                _row = Math.Max(_row - number, Math.Max(0, _lines.Count - rows));
                _wraps = false;
                break;
            case "K":
                Array.Fill(_lines[_row], ' ', _column, columns - _column);
                break;
            case "J":
                Array.Fill(_lines[_row], ' ', _column, columns - _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            default:
                throw new InvalidOperationException($"a terminal may not know \\e[{code}");
        }
    }
}
