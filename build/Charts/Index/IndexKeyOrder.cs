namespace Deploy.Charts.Index;

/// <summary>
/// The order in which Helm writes the keys of a mapping (that of its YAML library): runs of digits compare as numbers,
/// so <c>web2</c> stands before <c>web10</c>; what is no letter stands before letters.
/// </summary>
internal sealed class IndexKeyOrder : IComparer<string>
{
    /// <summary>The order.</summary>
    public static IndexKeyOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] == b[i])
            {
                continue;
            }

            var (letterA, letterB) = (char.IsLetter(a[i]), char.IsLetter(b[i]));
            if (letterA || letterB)
            {
                return letterA == letterB ? a[i].CompareTo(b[i]) : letterA.CompareTo(letterB);
            }

            var (numberA, numberB) = (Digits(a, i), Digits(b, i));
            return numberA.Length != numberB.Length
                ? numberA.Length.CompareTo(numberB.Length)
                : string.CompareOrdinal(numberA + a[i], numberB + b[i]);
        }

        return a.Length.CompareTo(b.Length);
    }

    // The number that position i lies in, without leading zeros; empty where there is no digit.
    private static string Digits(string text, int i)
    {
        if (!char.IsAsciiDigit(text[i]))
        {
            return "";
        }

        var (start, end) = (i, i);
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return text[start..end].TrimStart('0');
    }
}
