namespace Deploy.Integration.Sandbox;

/// <summary>What the platform takes of the machine while nobody uses it.</summary>
public sealed class IdleTests : IAsyncDisposable
{
    private const int Watches = 8;
    private const int MostBreaths = 30;
    private static readonly TimeSpan _breath = TimeSpan.FromSeconds(1);

    private readonly Platform _platform = Platform.InFolder();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Should_take_no_processor_for_watches_whose_clients_are_gone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var host = await HostProcess.StartAsync(_platform);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", _platform.Token);
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

        (await ComesToRestAsync(host, cancellation)).ShouldBeTrue();
    }

    // At first it still compiles what it ran; a loop that spins never rests.
    private static async Task<bool> ComesToRestAsync(HostProcess host, CancellationToken cancellation)
    {
        for (var breath = 0; breath < MostBreaths; breath++)
        {
            var before = host.ProcessorTime;
            await Task.Delay(_breath, cancellation);
            if (host.ProcessorTime - before < _breath / 10)
            {
                return true;
            }
        }

        return false;
    }
}
