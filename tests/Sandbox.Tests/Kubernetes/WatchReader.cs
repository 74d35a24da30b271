using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes;

/// <summary>Reads the events of a watch.</summary>
public sealed class WatchReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private WatchReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public static async Task<WatchReader> OpenAsync(HttpResponseMessage response) =>
        new(response, await response.Content.ReadAsStreamAsync());

    /// <summary>The next event.</summary>
    /// <exception cref="EndOfStreamException">The watch has ended.</exception>
    public async Task<JsonNode> NextAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var line = await _lines.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException();
        return JsonNode.Parse(line)!;
    }

    /// <summary>The next event as <c>TYPE name</c>.</summary>
    public async Task<string> NextNameAsync()
    {
        var next = await NextAsync(CancellationToken.None);
        return $"{next["type"]} {next["object"]!["metadata"]!["name"]}";
    }

    /// <summary>Whether the watch has ended.</summary>
    public async Task<bool> HasEndedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _lines.ReadLineAsync(patience.Token) is null;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
