using Deploy.Reporting.Story;

namespace Deploy.Reporting.Notices;

/// <summary>
/// Tells webhooks and mailboxes about a run. Whatever becomes of a notice, the deploy stands: one that cannot be delivered
/// in time is noted, and given up.
/// </summary>
/// <param name="scope">Where the run goes, which says who is told.</param>
/// <param name="http">Makes the client, with the first notice.</param>
/// <param name="environment">Looks up the variable that holds a URL.</param>
/// <param name="events">Where failures are noted.</param>
/// <param name="time">The clock of the limit.</param>
internal sealed class SendNotices(
    RunScope scope,
    Func<HttpClient> http,
    Func<string, string?> environment,
    IRunEvents events,
    TimeProvider time
)
{
    /// <summary>How long a notice may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Mail servers greet slowly on purpose, to be rid of those who cannot wait.
    private static readonly TimeSpan _limitOfMail = TimeSpan.FromSeconds(15);

    private readonly List<Task> _underWay = [];
    private readonly WebhookPost _webhooks = new(http);

    /// <summary>Begins to tell those who want to know at this moment.</summary>
    public void Begin(NotificationMoment moment, RunStory story) =>
        _underWay.AddRange(
            scope.Notify.Where(each => each.On.Contains(moment)).Select(each => TellAsync(each, moment, story))
        );

    /// <summary>Waits until every notice was delivered or given up.</summary>
    public Task EndAsync() => Task.WhenAll(_underWay);

    private async Task TellAsync(Notification notification, NotificationMoment moment, RunStory story)
    {
        if (await SendAsync(notification, moment, story) is { } problem)
        {
            events.Publish(
                new Note($"the notice to {notification.Name} was not delivered: {problem}", IsWarning: true)
            );
        }
    }

    private async Task<string?> SendAsync(Notification notification, NotificationMoment moment, RunStory story)
    {
        if (environment(notification.UrlVariable) is not { Length: > 0 } address)
        {
            return $"the environment has no {notification.UrlVariable}";
        }

        var isMail = notification.Mail is not null;
        string[] schemes = isMail ? ["smtp", "smtps"] : ["http", "https"];
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !schemes.Contains(url.Scheme))
        {
            return $"{notification.UrlVariable} holds no {schemes[0]} or {schemes[1]} URL";
        }

        var limit = isMail ? _limitOfMail : Limit;
        using var timeout = new CancellationTokenSource(limit, time);
        try
        {
            return notification.Mail is { } route
                ? await MailPost.SendAsync(url, route, Notice.Mail(moment, story), timeout.Token)
                : await _webhooks.SendAsync(
                    url,
                    Notice.Body(notification, moment, story, scope.Cluster.NotifyChannel),
                    timeout.Token
                );
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {limit.TotalSeconds:0} s";
        }
        // Whatever it is, the deploy stands. Its message may hold the URL.
        catch (Exception error)
        {
            return error.GetType().Name;
        }
    }
}
