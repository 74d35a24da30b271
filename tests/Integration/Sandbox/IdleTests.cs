namespace Deploy.Integration.Sandbox;

/// <summary>What the platform takes of the machine while nobody uses it.</summary>
public sealed class IdleTests : IAsyncDisposable
{
    private const int Watches = 8;
    private static readonly TimeSpan _breath = TimeSpan.FromSeconds(2);

    private readonly Platform _platform = Platform.InFolder();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Should_take_no_processor_for_watches_whose_clients_are_gone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var host = await HostProcess.StartAsync(_platform);
        using var http = new HttpClient();
        var path = $"{host.Address.TrimEnd('/')}/clusters/{Platform.Context}/api/v1/namespaces/default/secrets";
        for (var watch = 0; watch < Watches; watch++)
        {
            // Its connection ends with the answer that was not read, as with a process that ends.
            using var answer = await http.GetAsync(
                $"{path}?watch=true",
                HttpCompletionOption.ResponseHeadersRead,
                cancellation
            );
            answer.EnsureSuccessStatusCode();
        }

        await Task.Delay(_breath, cancellation);
        var before = host.ProcessorTime;
        await Task.Delay(_breath, cancellation);

        (host.ProcessorTime - before).ShouldBeLessThan(_breath / 4);
    }
}
