using System.Text;
using Deploy.Tools.Git;

namespace Deploy.Operations.Commit;

/// <summary>The message of the commit that brings new tags: what is updated, where it goes, and what is in it.</summary>
internal static class UpdateMessage
{
    // As far as git and its web pages show a subject.
    private const int LongestSubject = 72;

    /// <summary>Subject, empty line, body.</summary>
    public static string Of(IReadOnlyList<ServiceUpdate> updates, IEnumerable<string> environments, WebAddress? web)
    {
        var where = string.Join('/', environments.Order(StringComparer.Ordinal));
        var message = new StringBuilder(
            Subject(string.Join(", ", updates.Select(update => update.Service)), where)
                ?? Subject("services", where)
                ?? "Update services"
        ).Append('\n');
        foreach (var update in updates)
        {
            message.Append('\n').Append(update.Service).Append('\n');
            foreach (var tag in update.Tags)
            {
                message.Append($"  {tag.Image}: {tag.Old ?? "(nothing)"} → {tag.New}\n");
            }

            message.AppendJoin("", Lines(update.Log, web).Select(line => $"  {line}\n"));
        }

        return message.ToString();
    }

    private static string? Subject(string what, string where)
    {
        var subject = $"Update {what} in {where}";
        return subject.Length <= LongestSubject ? subject : null;
    }

    private static IEnumerable<string> Lines(ChangeLog log, WebAddress? web) =>
        log.WhyMissing is { } why ? [$"(no change log: {Printable.Escape(why)})"]
        : log.Commits.Count == 0 ? ["(no commit touched its sources)"]
        : log.Commits.Select(commit => Line(commit, web));

    private static string Line(GitCommit commit, WebAddress? web)
    {
        var link = web?.PullRequestOf(commit.Subject) is { } page ? $" {page}" : "";
        return $"- {commit.Id[..ImageTag.CommitDigits]} {Printable.Escape(commit.Subject)} ({Printable.Escape(commit.Author)}){link}";
    }
}
