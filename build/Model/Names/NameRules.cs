using System.Text.RegularExpressions;

namespace Deploy.Model.Names;

/// <summary>The rules for names that reach Kubernetes, Helm, registries and command lines, in one place.</summary>
internal static class NameRules
{
    /// <summary>RFC 1123 label: what Kubernetes takes as the name of a namespace or a Service.</summary>
    public static bool IsLabel(string value) =>
        value.Length is > 0 and <= 63 && value[0] != '-' && value[^1] != '-' && value.All(IsOfLabel);

    /// <summary>Throws unless <paramref name="value"/> is an RFC 1123 label of at most <paramref name="limit"/> characters.</summary>
    public static string RequireLabel(string kind, string value, int limit = 63) =>
        value.Length <= limit && IsLabel(value)
            ? value
            : throw new UsageException(
                $"{Printable.Quote(value)} is no valid {kind}: "
                    + (
                        value.Length > limit
                            ? $"it has {value.Length} characters, {limit} are allowed"
                            : "it takes a-z, 0-9 and '-', and starts and ends with a letter or digit"
                    )
            );

    /// <summary>Throws unless all of <paramref name="value"/> matches <paramref name="pattern"/>.</summary>
    public static string Require(string kind, string value, Regex pattern, string rule) =>
        pattern.IsMatch(value)
            ? value
            : throw new UsageException($"{Printable.Quote(value)} is no valid {kind}: {rule}");

    private static bool IsOfLabel(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';
}
