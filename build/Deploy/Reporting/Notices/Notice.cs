using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Notices;

/// <summary>What those who want to know are told about a run.</summary>
internal static class Notice
{
    // A subject is read at a glance.
    private const int MostNamed = 3;

    /// <summary>The body of a webhook's request.</summary>
    /// <param name="notification">Who is told.</param>
    /// <param name="moment">When.</param>
    /// <param name="story">The run by then.</param>
    /// <param name="channel">The channel of the cluster's team, for those who take one.</param>
    public static byte[] Body(Notification notification, NotificationMoment moment, RunStory story, string? channel) =>
        notification.Format == NotificationFormat.Slack
            ? JsonSerializer.SerializeToUtf8Bytes(
                new SlackMessage(Text(moment, story), channel),
                NoticeJson.Default.SlackMessage
            )
            : JsonSerializer.SerializeToUtf8Bytes(Facts(moment, story), NoticeJson.Default.RunNotice);

    /// <summary>The e-mail.</summary>
    public static NoticeMail Mail(NotificationMoment moment, RunStory story) =>
        new(
            $"[deploy] {Word(moment)}: {Printable.Escape(What(story, MostNamed))}",
            string.Join('\n', Lines(moment, story).Select(Printable.Escape)) + "\n"
        );

    private static string Text(NotificationMoment moment, RunStory story) =>
        $"{Sign(moment)} {string.Join('\n', Lines(moment, story).Select(Escape))}";

    private static IEnumerable<string> Lines(NotificationMoment moment, RunStory story)
    {
        yield return What(story, int.MaxValue);
        if (moment != NotificationMoment.Start)
        {
            yield return Words.Outcome(story);
            foreach (var failed in story.Failures)
            {
                yield return $"• {Words.Title(failed)}: {failed.Problem.Split('\n')[0]}";
            }
        }

        yield return $"by {story.Start.User}{(story.Start.Reason is { } reason ? $" ({reason})" : "")}, run {story.Start.Run}";
    }

    private static string What(RunStory story, int most)
    {
        var names = story.Services.Select(service => service.Name).ToList();
        var named = names.Count <= most ? names : [.. names.Take(most), $"{names.Count - most} more"];
        return $"{story.Start.Target} of {string.Join(", ", named)} to {story.Start.Environment} on {story.Start.Cluster}";
    }

    private static string Sign(NotificationMoment moment) =>
        moment switch
        {
            NotificationMoment.Start => ":arrow_forward:",
            NotificationMoment.Success => ":white_check_mark:",
            NotificationMoment.Failure => ":x:",
        };

    private static string Word(NotificationMoment moment) =>
        moment switch
        {
            NotificationMoment.Start => "begun",
            NotificationMoment.Success => "done",
            NotificationMoment.Failure => "failed",
        };

    // Slack reads <…> and & as markup; nothing in a run's own words is.
    private static string Escape(string line) =>
        Printable
            .Escape(line)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static RunNotice Facts(NotificationMoment moment, RunStory story) =>
        new(
            moment,
            story.Start.Run,
            story.Start.Target,
            story.Start.Environment,
            story.Start.Cluster,
            story.Start.Namespaces,
            [.. story.Services.Select(service => service.Name)],
            story.Start.User,
            story.Start.Commit,
            story.Start.Reason,
            story.End?.ExitCode,
            story.End?.Seconds,
            moment == NotificationMoment.Start
                ? null
                :
                [
                    .. story.Failures.Select(failed => new NoticeFailure(
                        failed.Service,
                        failed.Stage?.ToString(),
                        failed.Problem
                    )),
                ]
        );
}

/// <summary>An e-mail.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">What it says.</param>
internal sealed record NoticeMail(string Subject, string Text);

internal sealed record SlackMessage(string Text, string? Channel);

internal sealed record RunNotice(
    NotificationMoment Moment,
    string Run,
    string Target,
    string Environment,
    string Cluster,
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<string> Services,
    string User,
    string Commit,
    string? Reason,
    int? ExitCode,
    double? Seconds,
    IReadOnlyList<NoticeFailure>? Failures
);

internal sealed record NoticeFailure(string? Service, string? Stage, string Problem);

[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(RunNotice))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Journal.Records.SnakeCase<NotificationMoment>)]
)]
internal sealed partial class NoticeJson : JsonSerializerContext;
