using System.Buffers;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Deploy.Yaml.Parsing;

/// <summary>Which bytes make a YAML text at all. What Helm's parser refuses here, this refuses too.</summary>
public static class TextRules
{
    // The code with vectors is compiled at run time, which small files do not repay.
    private const int WorthVectors = 32 * 1024;

    /// <summary>Throws unless the text is UTF-8 without control characters and without exotic line ends.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="error">The mistake at an offset: what is wrong, and what to do about it.</param>
    public static void Check(ReadOnlySpan<byte> bytes, Func<int, string, string?, UsageException> error)
    {
        var control = IndexOfControl(bytes);
        if (control >= 0)
        {
            throw error(control, $"U+{bytes[control]:X4} is a control character: this is no YAML text file", null);
        }

        if (Ascii.IsValid(bytes))
        {
            return;
        }

        if (!Utf8.IsValid(bytes))
        {
            var valid = ValidLength(bytes);
            throw error(valid, $"the byte 0x{bytes[valid]:X2} is not UTF-8", "save the file as UTF-8");
        }

        CheckBeyondAscii(bytes, error);
    }

    /// <summary>Where the first of the C0 controls stands (but for tab, line feed and carriage return), or DEL; -1 for nowhere.</summary>
    public static int IndexOfControl(ReadOnlySpan<byte> bytes)
    {
        var position = bytes.Length < WorthVectors ? 0 : LengthOfPlainVectors(bytes);
        for (; position < bytes.Length; position++)
        {
            if (bytes[position] is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7F)
            {
                return position;
            }
        }

        return -1;
    }

    // How far large files have no control character, by a look at sixteen bytes at a time.
    private static int LengthOfPlainVectors(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (
            length + Vector128<byte>.Count <= bytes.Length
            && !HasControl(Vector128.Create(bytes.Slice(length, Vector128<byte>.Count)))
        )
        {
            length += Vector128<byte>.Count;
        }

        return length;
    }

    private static bool HasControl(Vector128<byte> bytes)
    {
        var low = Vector128.LessThan(bytes, Vector128.Create((byte)0x20));
        var allowed =
            Vector128.Equals(bytes, Vector128.Create((byte)'\t'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\n'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\r'));
        var delete = Vector128.Equals(bytes, Vector128.Create((byte)0x7F));
        return (Vector128.AndNot(low, allowed) | delete) != Vector128<byte>.Zero;
    }

    // To Helm (YAML 1.1) U+0085, U+2028 and U+2029 end a line, to editors and YAML 1.2 they do not: what a comment or a
    // text is, would depend on who reads it.
    private static void CheckBeyondAscii(ReadOnlySpan<byte> bytes, Func<int, string, string?, UsageException> error)
    {
        for (var position = 0; position < bytes.Length; )
        {
            var ascii = bytes[position..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                return;
            }

            position += ascii;
            Rune.DecodeFromUtf8(bytes[position..], out var rune, out var length);
            switch (rune.Value)
            {
                case 0x85 or 0x2028 or 0x2029:
                    throw error(
                        position,
                        $"U+{rune.Value:X4} ends a line for Helm but not in editors",
                        $"remove the character, or write it as \"\\u{rune.Value:X4}\""
                    );
                case < 0xA0 or 0xFFFE or 0xFFFF:
                    throw error(position, $"U+{rune.Value:X4} is a control character: this is no YAML text file", null);
                default:
                    position += length;
                    break;
            }
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var length) == OperationStatus.Done)
        {
            position += length;
        }

        return position;
    }
}
