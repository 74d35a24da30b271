namespace Deploy.Charts.Packaging;

/// <summary>
/// The patterns of <c>.helmignore</c>: <c>*</c> and <c>?</c> (not across <c>/</c>), <c>[a-z]</c>, <c>[^a-z]</c>, and
/// <c>\</c> before a character that is meant literally.
/// </summary>
internal static class GlobPattern
{
    /// <summary>Whether all of <paramref name="name"/> matches.</summary>
    /// <exception cref="FormatException">The pattern is malformed.</exception>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // Where to go back to when a guess about the last star was wrong: one character more is then the star's.
        var (starPattern, starName) = (-1, 0);
        var (p, n) = (0, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (starPattern, starName) = (++p, n);
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], name[n], out var used))
            {
                (p, n) = (p + used, n + 1);
            }
            else if (starPattern >= 0 && name[starName] != '/')
            {
                (p, n) = (starPattern, ++starName);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    /// <summary>Throws unless the pattern is well formed.</summary>
    /// <exception cref="FormatException">A bracket is not closed or empty, or the pattern ends with a backslash.</exception>
    public static void Validate(ReadOnlySpan<char> pattern)
    {
        for (var p = 0; p < pattern.Length; )
        {
            _ = MatchesOne(pattern[p..], 'a', out var used);
            p += used;
        }
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char character, out int used)
    {
        used = 1;
        switch (pattern[0])
        {
            case '*':
                return false;
            case '?':
                return character != '/';
            case '[':
                return MatchesClass(pattern, character, out used);
            default:
                return Literal(pattern, ref used) == character;
        }
    }

    private static bool MatchesClass(ReadOnlySpan<char> pattern, char character, out int used)
    {
        used = 1;
        var negated = pattern.Length > 1 && pattern[1] == '^';
        used += negated ? 1 : 0;
        var (matched, first) = (false, used);
        while (used == first || used >= pattern.Length || pattern[used] != ']')
        {
            var low = ClassCharacter(pattern, ref used);
            var high = low;
            if (used < pattern.Length && pattern[used] == '-')
            {
                used++;
                high = ClassCharacter(pattern, ref used);
            }

            matched |= low <= character && character <= high;
        }

        used++;
        return matched != negated && character != '/';
    }

    private static char ClassCharacter(ReadOnlySpan<char> pattern, ref int used)
    {
        if (used >= pattern.Length || pattern[used] is '-' or ']')
        {
            throw new FormatException("a bracket that is empty or not closed");
        }

        var length = 1;
        var character = Literal(pattern[used..], ref length);
        used += length;
        return character;
    }

    private static char Literal(ReadOnlySpan<char> pattern, ref int used)
    {
        if (pattern[0] != '\\')
        {
            return pattern[0];
        }

        used = 2;
        return pattern.Length > 1 ? pattern[1] : throw new FormatException("a backslash at the end");
    }
}
