using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Deploy.Model.Names;

/// <summary>The forms that programs write a secret in: as it is, and in the encodings of headers, URLs, JSON and dumps.</summary>
internal static class SecretForms
{
    /// <summary>All forms of a secret, in no order; some may be equal.</summary>
    public static IEnumerable<string> Of(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var percent = Uri.EscapeDataString(secret);
        return
        [
            secret,
            percent,
            LowerEscapes(percent),
            WebUtility.UrlEncode(secret),
            LowerEscapes(WebUtility.UrlEncode(secret)),
            JavaScriptEncoder.Default.Encode(secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
            Convert.ToHexStringLower(bytes),
            Convert.ToHexString(bytes),
            .. Base64(bytes).SelectMany(form => new[] { form, UrlSafe(form) }),
        ];
    }

    // Alone, and as the part of a longer text: one or two bytes before it shift the letters, and those that neighbours
    // have a share in are not the secret's.
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        yield return Convert.ToBase64String(bytes);
        for (var before = 0; before < 3; before++)
        {
            var all = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var first = before == 0 ? 0 : before + 1;
            var whole = (before + bytes.Length) * 8 / 6;
            yield return all[first..whole];
        }
    }

    private static string UrlSafe(string base64) => base64.Replace('+', '-').Replace('/', '_');

    private static string LowerEscapes(string percent)
    {
        var text = percent.ToCharArray();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '%')
            {
                text[index + 1] = char.ToLowerInvariant(text[index + 1]);
                text[index + 2] = char.ToLowerInvariant(text[index + 2]);
            }
        }

        return new(text);
    }
}
