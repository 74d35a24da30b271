using System.Globalization;

namespace Deploy.Tools.Git;

/// <summary>Commits as <c>git log -z</c> prints them for this program.</summary>
internal static class GitLogFormat
{
    private const char Unit = '\u001f';

    /// <summary>Asks for id, committer's time, author and subject.</summary>
    public const string Option = "--format=%H%x1f%ct%x1f%aN%x1f%s";

    /// <summary>Reads them. The subject comes last, since it may hold anything.</summary>
    public static IReadOnlyList<GitCommit> Parse(string output) =>
        [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)];

    private static GitCommit ParseOne(string record)
    {
        var parts = record.Split(Unit, 4);
        var seconds = long.Parse(parts[1], CultureInfo.InvariantCulture);
        return new(parts[0].Trim(), DateTimeOffset.FromUnixTimeSeconds(seconds), parts[2], parts[3]);
    }
}
