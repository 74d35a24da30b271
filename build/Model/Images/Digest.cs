using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Deploy.Model.Images;

/// <summary>The SHA-256 of some content, in the form registries use: <c>sha256:…</c>.</summary>
public sealed partial record Digest
{
    /// <summary>Takes a digest as a registry writes it.</summary>
    /// <exception cref="UsageException">Not <c>sha256:</c> and 64 lower-case hex digits.</exception>
    public Digest(string value) =>
        Value = NameRules.Require("digest", value, Form(), "it is 'sha256:' and 64 hex digits");

    /// <summary>The digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <summary>The digest whose SHA-256 was already computed.</summary>
    public static Digest FromHash(ReadOnlySpan<byte> sha256) => new($"sha256:{Convert.ToHexStringLower(sha256)}");

    /// <summary>The whole digest, algorithm included.</summary>
    public string Value { get; }

    /// <summary>The hex digits alone.</summary>
    public string Hex => Value["sha256:".Length..];

    /// <summary>Enough of it to recognise, for people: 12 hex digits.</summary>
    public string Short => Hex[..12];

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Form();
}
