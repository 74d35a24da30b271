using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Deploy.Clusters.Releases;

/// <summary>
/// What the program writes into a release's description: who deployed what from which commit, and a digest of
/// everything that went in. <c>helm history</c> shows it, and an equal digest means that there is nothing to do.
/// </summary>
/// <param name="Commit">The first digits of the commit.</param>
/// <param name="User">Who deployed it.</param>
/// <param name="Inputs">The digest of chart, values and overlay.</param>
public sealed partial record ReleaseMark(string Commit, string User, string Inputs)
{
    /// <summary>The digest of what goes into a release.</summary>
    public static string InputsOf(Digest chart, ReadOnlySpan<byte> values, string overlay)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{chart}\n{values.Length.ToString(CultureInfo.InvariantCulture)}\n"));
        hash.AppendData(values);
        hash.AppendData(Encoding.UTF8.GetBytes(overlay));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>The mark in a description; null where there is none.</summary>
    public static ReleaseMark? In(string description) =>
        Form().Match(description) is { Success: true } match
            ? new(match.Groups["commit"].Value, match.Groups["user"].Value, match.Groups["inputs"].Value)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"commit {Commit} by {User}, inputs {Inputs}";

    [GeneratedRegex(
        @"commit (?<commit>[0-9a-f]{12}) by (?<user>[^ ,]+), inputs (?<inputs>[0-9a-f]{32})",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}
