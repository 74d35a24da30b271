namespace Cake.Frosting.Hosting;

/// <summary>A long option with a plain name, as in <c>--name</c> or <c>--name=value</c>.</summary>
internal readonly record struct PlainOption(string Name, string? Value)
{
    private const string Prefix = "--";

    /// <returns>Null when the argument is anything else.</returns>
    public static PlainOption? Parse(string argument)
    {
        var separator = argument.IndexOf('=', StringComparison.Ordinal);
        var end = separator < 0 ? argument.Length : separator;
        if (!argument.StartsWith(Prefix, StringComparison.Ordinal) || !IsPlainName(argument.AsSpan(Prefix.Length..end)))
        {
            return null;
        }

        return new PlainOption(argument[Prefix.Length..end], separator < 0 ? null : argument[(separator + 1)..]);
    }

    private static bool IsPlainName(ReadOnlySpan<char> name)
    {
        if (name.Length < 2 || !char.IsAsciiLetter(name[0]))
        {
            return false;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
