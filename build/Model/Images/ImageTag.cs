using System.Text.RegularExpressions;

namespace Deploy.Model.Images;

/// <summary>An image's tag.</summary>
public sealed partial record ImageTag
{
    /// <summary>How many hex digits of a commit a tag carries.</summary>
    public const int CommitDigits = 12;

    /// <summary>Takes a validated tag.</summary>
    /// <exception cref="UsageException">Not a tag as the OCI distribution specification has it.</exception>
    public ImageTag(string value) =>
        Value = NameRules.Require(
            "image tag",
            value,
            Form(),
            "it takes letters, digits, '.', '_', '-', does not start with '.' or '-', and has at most 128 characters"
        );

    /// <summary>
    /// The tag of what was built from a commit: <c>[prefix-]YYYY-MM-DD.HH-MM-SS-sha12[-content]</c>. It depends on the
    /// commit alone, so that everybody who builds the commit names the image the same.
    /// </summary>
    /// <param name="prefix">Where the image is for: <c>prod</c> or <c>dev-&lt;namespace&gt;</c>.</param>
    /// <param name="committedAt">When the commit was made; written in UTC.</param>
    /// <param name="commit">The commit's id, 40 or 64 hex digits.</param>
    /// <param name="dirtyContent">A hash of what differs from the commit, if something does.</param>
    public static ImageTag ForCommit(
        string? prefix,
        DateTimeOffset committedAt,
        string commit,
        string? dirtyContent = null
    ) =>
        new(
            (prefix is null ? "" : $"{prefix}-")
                + $"{committedAt.UtcDateTime:yyyy-MM-dd.HH-mm-ss}-{commit[..CommitDigits]}"
                + (dirtyContent is null ? "" : $"-{dirtyContent}")
        );

    /// <summary>The tag that a text is; null where it is none.</summary>
    public static ImageTag? TryParse(string text) => Form().IsMatch(text) ? new(text) : null;

    /// <summary>The tag.</summary>
    public string Value { get; }

    /// <summary>The commit that the tag was made for, or null where it was not made by <see cref="ForCommit"/>.</summary>
    public string? Commit => CommitForm().Match(Value) is { Success: true } match ? match.Groups["commit"].Value : null;

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(
        @"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();

    [GeneratedRegex(
        @"[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9]{2}-[0-9]{2}-[0-9]{2}-(?<commit>[0-9a-f]{12})(-[0-9a-f]+)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex CommitForm();
}
