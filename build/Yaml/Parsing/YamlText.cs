using System.Text;

namespace Deploy.Yaml.Parsing;

/// <summary>The bytes of a YAML file, known to be UTF-8 text of a bearable size, and the way from an offset to a line.</summary>
public sealed class YamlText
{
    private const int FewLookups = 8;

    private readonly ReadOnlyMemory<byte> _bytes;
    private int[]? _lineStarts;
    private int _lookups;

    /// <summary>Takes the bytes of a file.</summary>
    /// <exception cref="UsageException">Too large, not UTF-8, or not text.</exception>
    public YamlText(ReadOnlyMemory<byte> bytes, string file, YamlOptions options)
    {
        _bytes = bytes;
        File = file;
        Start = bytes.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        RequireSize(file, bytes.Length, options);
        TextRules.Check(bytes.Span, Error);
    }

    private YamlText(ReadOnlyMemory<byte> bytes, string file, int start) =>
        (_bytes, File, Start) = (bytes, file, start);

    /// <summary>Path for messages.</summary>
    public string File { get; }

    /// <summary>Where the text begins: behind the byte order mark, if there is one.</summary>
    public int Start { get; }

    /// <summary>The whole file, to be kept.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

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

    /// <summary>The text with some of its bytes replaced by others, which are printable UTF-8: they are not checked again.</summary>
    /// <exception cref="UsageException">It becomes too large.</exception>
    public YamlText With(int start, int length, ReadOnlySpan<byte> replacement, YamlOptions options)
    {
        var old = Bytes;
        RequireSize(File, (long)old.Length - length + replacement.Length, options);
        var bytes = GC.AllocateUninitializedArray<byte>(old.Length - length + replacement.Length);
        old[..start].CopyTo(bytes);
        replacement.CopyTo(bytes.AsSpan(start));
        old[(start + length)..].CopyTo(bytes.AsSpan(start + replacement.Length));
        return new YamlText(bytes, File, Start);
    }

    /// <summary>The characters between two offsets.</summary>
    public string Slice(int start, int end) => Encoding.UTF8.GetString(Bytes[start..end]);

    /// <summary>The line (from 1) and the column (characters, from 1) of an offset.</summary>
    public SourceLocation At(int offset)
    {
        // A message needs one place, a catalog thousands of them: only then a table of lines is worth making.
        if (_lineStarts is null && _lookups++ < FewLookups)
        {
            return At(offset, LineEndsBefore(offset), LineStartOf(offset));
        }

        _lineStarts ??= FindLineStarts();
        var line = Array.BinarySearch(_lineStarts, offset);
        line = line < 0 ? Math.Max(0, ~line - 1) : line;
        return At(offset, line, _lineStarts[line]);
    }

    /// <summary>A mistake of the file's author, at the place where it stands.</summary>
    public UsageException Error(int offset, string problem, string? nextStep = null) =>
        new(problem) { Location = At(offset), NextStep = nextStep };

    private SourceLocation At(int offset, int line, int lineStart)
    {
        var column = offset > lineStart ? Encoding.UTF8.GetCharCount(Bytes[lineStart..offset]) : 0;
        return new SourceLocation(File, line + 1, column + 1);
    }

    private int LineStartOf(int offset) =>
        offset <= Start ? Start : Start + Bytes[Start..offset].LastIndexOfAny((byte)'\r', (byte)'\n') + 1;

    private int LineEndsBefore(int offset)
    {
        var text = Bytes[Math.Min(Start, offset)..offset];
        return text.Count((byte)'\n') + text.Count((byte)'\r') - text.Count("\r\n"u8);
    }

    private int[] FindLineStarts()
    {
        var bytes = Bytes;
        var starts = new int[bytes.Count((byte)'\n') + bytes.Count((byte)'\r') + 1];
        var count = 0;
        starts[count++] = Start;
        for (var position = Start; ; starts[count++] = position)
        {
            var length = bytes[position..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                return starts[..count];
            }

            position += length;
            position += bytes[position..].StartsWith("\r\n"u8) ? 2 : 1;
        }
    }
}
