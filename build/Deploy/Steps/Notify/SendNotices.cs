using System.Net.Http.Headers;
using Deploy.Model;
using Deploy.Reporting.Notices;
using Deploy.Reporting.Story;

namespace Deploy.Steps.Notify;

/// <summary>
/// Tells webhooks about a run. Whatever becomes of a notice, the deploy stands: a notice that cannot be delivered is
/// noted, and nothing waits longer for one than <see cref="Limit"/>.
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

    private readonly List<Task> _underWay = [];
    private readonly Lazy<HttpClient> _http = new(http);

    /// <summary>Begins to tell those who want to know at this moment.</summary>
    public void Begin(NotificationMoment moment, RunStory story) =>
        _underWay.AddRange(
            scope
                .Environment.Notify.Where(each => each.On.Contains(moment))
                .Select(each => TellAsync(each, Notice.Body(each, moment, story, scope.Cluster.NotifyChannel)))
        );

    /// <summary>Waits until every notice was delivered or given up.</summary>
    public Task EndAsync() => Task.WhenAll(_underWay);

    private async Task TellAsync(Notification notification, byte[] body)
    {
        if (await SendAsync(notification, body) is { } problem)
        {
            events.Publish(
                new Note($"the notice to {notification.Name} was not delivered: {problem}", IsWarning: true)
            );
        }
    }

    // The URL is a secret, so no message of the system's own, which may hold it, is passed on.
    private async Task<string?> SendAsync(Notification notification, byte[] body)
    {
        if (environment(notification.UrlVariable) is not { Length: > 0 } address)
        {
            return $"the environment has no {notification.UrlVariable}";
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            return $"{notification.UrlVariable} holds no http or https URL";
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _http.Value.PostAsync(url, content, limit.Token);
            return answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}";
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {Limit.TotalSeconds:0} s";
        }
        catch (HttpRequestException problem)
        {
            return $"it cannot be reached ({problem.HttpRequestError})";
        }
    }
}
