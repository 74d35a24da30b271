using System.Globalization;

namespace Deploy.Model.Runs;

/// <summary>Lengths of time as people and Helm write them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>.</summary>
public static class Duration
{
    // Nine digits are 30 years in seconds, and keep the sum of what fits into a text in range.
    private const int LongestNumber = 9;
    private const int LongestText = 40;

    /// <summary>Reads a length of time.</summary>
    /// <param name="text">Numbers with h, m or s behind each; a bare number counts seconds.</param>
    /// <param name="origin">Where it stands, for the message.</param>
    /// <exception cref="UsageException">It is something else, or not above zero.</exception>
    public static TimeSpan Parse(string text, string origin) =>
        TryRead(text) is { } time && time > TimeSpan.Zero
            ? time
            : throw new UsageException(
                $"{origin} is {Printable.Quote(text)}; it takes a length of time like 90s, 5m or 1h30m"
            );

    /// <summary>Reads a length of time; null where the text is none. Fractions and <c>ms</c> are taken too, as Go does.</summary>
    public static TimeSpan? TryRead(string text)
    {
        var seconds = 0m;
        for (var position = 0; position < text.Length; )
        {
            var unit = position;
            while (unit < text.Length && (char.IsAsciiDigit(text[unit]) || text[unit] == '.'))
            {
                unit++;
            }

            var next = unit;
            while (next < text.Length && char.IsAsciiLetterLower(text[next]))
            {
                next++;
            }

            var isBare = position == 0 && next == unit && next == text.Length;
            if (
                unit - position > LongestNumber
                || !decimal.TryParse(
                    text.AsSpan(position, unit - position),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                || SecondsOf(isBare ? "s" : text[unit..next]) is not { } length
            )
            {
                return null;
            }

            seconds += number * length;
            position = next;
        }

        return text.Length is > 0 and <= LongestText ? TimeSpan.FromMilliseconds((double)(seconds * 1000)) : null;
    }

    /// <summary>The shortest way to write a length of time: <c>1h30m</c>, <c>90s</c> as <c>1m30s</c>.</summary>
    public static string Format(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        var text =
            (seconds >= 3600 ? $"{seconds / 3600}h" : "")
            + (seconds % 3600 >= 60 ? $"{seconds % 3600 / 60}m" : "")
            + (seconds % 60 > 0 ? $"{seconds % 60}s" : "");
        return text.Length > 0 ? text : "0s";
    }

    private static decimal? SecondsOf(string unit) =>
        unit switch
        {
            "ms" => 0.001m,
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            _ => null,
        };
}
