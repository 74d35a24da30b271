using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Model;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Notices;

/// <summary>What a webhook is told about a run.</summary>
internal static class Notice
{
    /// <summary>The body of the request.</summary>
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

    private static string Text(NotificationMoment moment, RunStory story)
    {
        var what =
            $"{story.Start.Target} of {string.Join(", ", story.Services.Select(service => service.Name))} to {story.Start.Environment} on {story.Start.Cluster}";
        var who =
            $"by {story.Start.User}{(story.Start.Reason is { } reason ? $" ({reason})" : "")}, run {story.Start.Run}";
        string[] lines =
            moment == NotificationMoment.Start
                ? [$":arrow_forward: {what}", who]
                :
                [
                    $"{(moment == NotificationMoment.Success ? ":white_check_mark:" : ":x:")} {what}",
                    Words.Outcome(story),
                    .. story.Failures.Select(failed => $"• {Words.Title(failed)}: {failed.Problem.Split('\n')[0]}"),
                    who,
                ];
        return string.Join('\n', lines.Select(Escape));
    }

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
    Converters = [typeof(Steps.Journal.SnakeCase<NotificationMoment>)]
)]
internal sealed partial class NoticeJson : JsonSerializerContext;
