using System.Text;

namespace Deploy.Testing.Fuzzing;

/// <summary>Damages texts by chance, so that most of what they were is still there: bytes, ranges, whole lines.</summary>
/// <param name="pieces">What is put in, besides bytes of any kind: the words of the format.</param>
public sealed class Mutations(params string[] pieces)
{
    private const int Most = 6;
    private const int LongestRange = 60;

    /// <summary>A text with one to six damages.</summary>
    public byte[] Of(string text, Random random) => Of(Encoding.UTF8.GetBytes(text), random);

    /// <inheritdoc cref="Of(string, Random)"/>
    public byte[] Of(byte[] text, Random random)
    {
        for (var damages = random.Next(1, Most + 1); damages > 0; damages--)
        {
            text = One(text, random);
        }

        return text;
    }

    private byte[] One(byte[] text, Random random)
    {
        var start = random.Next(text.Length + 1);
        var end = Math.Min(text.Length, start + random.Next(LongestRange));
        var line = Line(text, start);
        return random.Next(8) switch
        {
            0 => [.. text[..start], (byte)random.Next(256), .. text[Math.Min(start + 1, text.Length)..]],
            1 => [.. text[..start], .. text[end..]],
            2 => [.. text[..end], .. text[start..]],
            3 => text[..start],
            4 => [.. text[..line.Start], .. text[line.End..]],
            5 => [.. text[..line.Start], .. text[line], .. text[line.Start..]],
            _ => [.. text[..start], .. Encoding.UTF8.GetBytes(Piece(random)), .. text[start..]],
        };
    }

    private string Piece(Random random) => pieces[random.Next(pieces.Length)];

    private static Range Line(byte[] text, int offset)
    {
        var start = text.AsSpan(0, offset).LastIndexOf((byte)'\n') + 1;
        var length = text.AsSpan(offset).IndexOf((byte)'\n');
        return start..(length < 0 ? text.Length : offset + length + 1);
    }
}
