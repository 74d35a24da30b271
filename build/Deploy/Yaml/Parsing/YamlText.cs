using System.Text;
using Deploy.Model;

namespace Deploy.Yaml.Parsing;

/// <summary>The bytes of a YAML file, known to be UTF-8 text of a bearable size, and the way from an offset to a line.</summary>
internal sealed class YamlText
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private int[]? _lineStarts;

    /// <summary>Takes the bytes of a file.</summary>
    /// <exception cref="UsageException">Too large, not UTF-8, or not text.</exception>
    public YamlText(ReadOnlyMemory<byte> bytes, string file, YamlOptions options)
    {
        _bytes = bytes;
        File = file;
        Start = bytes.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        RequireSize(file, bytes.Length, options);
        TextRules.Check(this);
    }

    /// <summary>Path for messages.</summary>
    public string File { get; }

    /// <summary>Where the text begins: behind the byte order mark, if there is one.</summary>
    public int Start { get; }

    /// <summary>The whole file. All offsets count from its first byte.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Throws if a file of <paramref name="length"/> bytes is more than the options allow.</summary>
    public static void RequireSize(string file, long length, YamlOptions options)
    {
        if (length > options.MaximumBytes)
        {
            throw new UsageException(
                $"the file has {length:N0} bytes; {options.MaximumBytes:N0} are the most that is read"
            )
            {
                Location = new SourceLocation(file, 1, 1),
            };
        }
    }

    /// <summary>The characters between two offsets.</summary>
    public string Slice(int start, int end) => Encoding.UTF8.GetString(Bytes[start..end]);

    /// <summary>The line (from 1) and the column (characters, from 1) of an offset.</summary>
    public SourceLocation At(int offset)
    {
        _lineStarts ??= FindLineStarts();
        var line = Array.BinarySearch(_lineStarts, offset);
        line = line < 0 ? Math.Max(0, ~line - 1) : line;
        var start = _lineStarts[line];
        var column = offset > start ? Encoding.UTF8.GetCharCount(Bytes[start..offset]) : 0;
        return new SourceLocation(File, line + 1, column + 1);
    }

    /// <summary>A mistake of the file's author, at the place where it stands.</summary>
    public UsageException Error(int offset, string problem, string? nextStep = null) =>
        new(problem) { Location = At(offset), NextStep = nextStep };

    private int[] FindLineStarts()
    {
        var starts = new List<int> { Start };
        var bytes = Bytes;
        for (var position = Start; ; )
        {
            var length = bytes[position..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                return [.. starts];
            }

            position += length + 1;
            if (bytes[position - 1] == '\r' && position < bytes.Length && bytes[position] == '\n')
            {
                position++;
            }

            starts.Add(position);
        }
    }
}
