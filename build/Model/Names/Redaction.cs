using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Deploy.Model.Names;

/// <summary>
/// Takes secrets out of text before it is shown or stored: the values of environment variables that are named like
/// secrets, in every form that programs write them in (<see cref="SecretForms"/>), passwords in URLs, what follows
/// <c>password=</c> and its like, and well-known forms of tokens and keys.
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

    private readonly Lazy<(string[] Forms, SearchValues<string> Any)> _secrets;

    /// <summary>Hides these texts. Where one overlaps another, both go, so that none is left half.</summary>
    /// <param name="secrets">The texts; of one with several lines, each line.</param>
    /// <param name="shortest">Those with fewer characters are left as they are.</param>
    public Redaction(IEnumerable<string> secrets, int shortest = ShortestSecret) =>
        _secrets = new(() =>
        {
            string[] forms =
            [
                .. secrets
                    .SelectMany(secret => secret.Split('\n', StringSplitOptions.TrimEntries).Prepend(secret.Trim()))
                    .Where(secret => secret.Length >= shortest)
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(SecretForms.Of)
                    .Distinct(StringComparer.Ordinal)
                    .OrderByDescending(form => form.Length),
            ];
            return (forms, SearchValues.Create(forms, StringComparison.Ordinal));
        });

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
                    alsoSecret.Contains(variable.Key, StringComparer.Ordinal) || IsSecretName(variable.Key)
                )
                .SelectMany(variable => PasswordOf(variable.Value).Prepend(variable.Value))
                .ToList()
        );

    /// <summary>Whether what goes by a name is a secret: a password, a token, a key, but not the path or name of one.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name) && !NameOfPlace().IsMatch(name);

    /// <summary>Whether the text has one of the secrets in it.</summary>
    public bool Finds(string text) => text.AsSpan().ContainsAny(_secrets.Value.Any);

    /// <summary>The text without its secrets.</summary>
    public string Apply(string text)
    {
        text = WithoutSecrets(text);
        text = PrivateKey().Replace(text, Mask);
        text = UrlPassword().Replace(text, $"${{before}}{Mask}@");
        text = Assignment().Replace(text, $"${{before}}{Mask}");
        return Token().Replace(text, Mask);
    }

    private string WithoutSecrets(string text)
    {
        var any = _secrets.Value.Any;
        if (!text.AsSpan().ContainsAny(any))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var copied = 0;
        for (int next; (next = text.AsSpan(copied).IndexOfAny(any)) >= 0; )
        {
            var start = copied + next;
            var end = start + LongestAt(text, start);
            for (var inside = start + 1; inside < end; inside++)
            {
                end = Math.Max(end, inside + LongestAt(text, inside));
            }

            result.Append(text, copied, next).Append(Mask);
            copied = end;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    private int LongestAt(string text, int start) =>
        Array.Find(_secrets.Value.Forms, form => string.CompareOrdinal(text, start, form, 0, form.Length) == 0)?.Length
        ?? 0;

    // A server may quote the password of a URL without the rest, and without the URL's escapes.
    private static string[] PasswordOf(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.UserInfo.Split(':', 2) is [_, var password]
            ? [password, Uri.UnescapeDataString(password)]
            : [];

    [GeneratedRegex(
        "TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|WEBHOOK|(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)[_-]?KEY",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex SecretName();

    // Google's own variable for the path of a key has no word for it.
    [GeneratedRegex(
        "[_-](FILE|PATH|DIR|DIRECTORY|NAME|URI)$|^GOOGLE_APPLICATION_CREDENTIALS$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex NameOfPlace();

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\z)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex PrivateKey();

    // What stands between a colon and an @ may have slashes in it, but a port has not.
    [GeneratedRegex(
        @"(?<before>://[^\s/:@]*:)(?!\d{1,5}([/?#]|\s|$))[^\s@]+@",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex UrlPassword();

    [GeneratedRegex(
        @"(?<before>(password|passwd|passphrase|secret|token|(api|access|private|signing|encryption)[-_]?key)=[""']?|\bBearer +|\bBasic +(?=[A-Za-z0-9+/=]{12}))[^\s""'&,;]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Assignment();

    // Of AWS, GitHub, GitLab, Slack, Stripe, Google, npm, PyPI, Docker; JSON web tokens; webhooks of chats.
    [GeneratedRegex(
        @"\b((AKIA|ASIA)[A-Z0-9]{16}\b|eyJ[\w-]+\.[\w-]+\.[\w-]+|gh[pousr]_\w{30,}|github_pat_\w{22,}|gl[a-z]{2,5}-[\w-]{20,}"
            + @"|xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|[srp]k_(live|test)_\w{16,}|AIza[\w-]{35}|npm_\w{36}|pypi-[\w-]{50,}"
            + @"|dckr_pat_[\w-]{20,}|hooks\.slack\.com/services/[\w/]+|[\w.-]+\.webhook\.office\.com/\S+"
            + @"|discord(app)?\.com/api/webhooks/[\w/-]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Token();
}
