using System.Text.RegularExpressions;

namespace Deploy.Model.Names;

/// <summary>
/// Takes secrets out of text before it is shown or stored: the values of environment variables that are named like
/// secrets, passwords in URLs, what follows <c>password=</c> and its like, and well-known forms of tokens.
/// </summary>
public sealed partial class Redaction
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "****";

    /// <summary>
    /// Values that are shorter, in characters, are words like "true" or "admin", which would be torn out of texts that
    /// have nothing to hide.
    /// </summary>
    public const int ShortestSecret = 8;

    private readonly string[] _secrets;

    /// <summary>Hides these texts, longest first, so that none is left half.</summary>
    /// <param name="secrets">The texts; of one with several lines, each line.</param>
    /// <param name="shortest">Those with fewer characters are left as they are.</param>
    public Redaction(IEnumerable<string> secrets, int shortest = ShortestSecret) =>
        _secrets = [
            .. secrets
                .SelectMany(secret => secret.Split('\n', StringSplitOptions.TrimEntries))
                .Where(secret => secret.Length >= shortest)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(secret => secret.Length),
        ];

    /// <summary>Hides the secrets of an environment.</summary>
    /// <param name="variables">The variables with their values.</param>
    /// <param name="alsoSecret">Names of variables that hold secrets, whatever they are called.</param>
    public static Redaction Of(
        IEnumerable<KeyValuePair<string, string>> variables,
        IReadOnlyCollection<string> alsoSecret
    ) =>
        new(
            variables
                .Where(variable =>
                    alsoSecret.Contains(variable.Key, StringComparer.Ordinal)
                    || (SecretName().IsMatch(variable.Key) && !variable.Value.StartsWith('/'))
                )
                .SelectMany(variable => PasswordOf(variable.Value).Prepend(variable.Value))
        );

    /// <summary>Whether the text has one of the secrets in it.</summary>
    public bool Finds(string text) => _secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));

    /// <summary>The text without its secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        text = UrlPassword().Replace(text, $"${{before}}{Mask}@");
        text = Assignment().Replace(text, $"${{before}}{Mask}");
        return Token().Replace(text, Mask);
    }

    // A server may quote the password of a URL without the rest, and without the URL's escapes.
    private static string[] PasswordOf(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.UserInfo.Split(':', 2) is [_, var password]
            ? [password, Uri.UnescapeDataString(password)]
            : [];

    [GeneratedRegex(
        "TOKEN|SECRET|PASSW|CREDENTIAL|WEBHOOK|(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)_?KEY",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex SecretName();

    [GeneratedRegex(
        @"(?<before>://[^\s/:@]*:)[^\s/@]+@",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex UrlPassword();

    [GeneratedRegex(
        @"(?<before>(password|passwd|secret|token|api[-_]?key)=[""']?|\bBearer +|\bBasic +(?=[A-Za-z0-9+/=]{12}))[^\s""'&,;]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Assignment();

    // An AWS access key id, or a JSON web token.
    [GeneratedRegex(
        @"\b((AKIA|ASIA)[A-Z0-9]{16}\b|eyJ[\w-]+\.[\w-]+\.[\w-]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Token();
}
