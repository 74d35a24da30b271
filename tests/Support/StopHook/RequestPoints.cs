namespace Deploy.StopHook;

/// <summary>Points before a request is sent, and after its answer has come. Reading requests have none.</summary>
internal sealed class RequestPoints(StopBefore before, StopAfter after) : IObserver<KeyValuePair<string, object?>>
{
    private static readonly HttpRequestOptionsKey<int> _number = new("stop-point");

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (
            value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is not HttpRequestMessage request
            || request.Method == HttpMethod.Get
            || request.Method == HttpMethod.Head
        )
        {
            return;
        }

        var what = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        if (value.Key.EndsWith(".Start", StringComparison.Ordinal))
        {
            request.Options.Set(_number, before(what));
        }
        else if (value.Key.EndsWith(".Stop", StringComparison.Ordinal))
        {
            after(what, request.Options.TryGetValue(_number, out var number) ? number : 0);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
