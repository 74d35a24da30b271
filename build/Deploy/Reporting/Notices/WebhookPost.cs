using System.Net.Http.Headers;

namespace Deploy.Reporting.Notices;

/// <summary>Delivers a notice to a webhook.</summary>
/// <param name="http">Makes the client, with the first notice.</param>
internal sealed class WebhookPost(Func<HttpClient> http)
{
    private readonly Lazy<HttpClient> _http = new(http);

    /// <summary>Posts it.</summary>
    /// <returns>Why it was not taken, without a word of the system's own, which may hold the URL; null where it was.</returns>
    public async Task<string?> SendAsync(Uri url, byte[] body, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _http.Value.PostAsync(url, content, cancel);
            return answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException problem)
        {
            return $"it cannot be reached ({problem.HttpRequestError})";
        }
    }
}
