namespace Deploy.Sandbox;

public sealed record SandboxOptions(string StateFolder, IReadOnlyList<string> Clusters, int? Port = null);

public sealed class SandboxServer : IAsyncDisposable
{
    public static Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation) =>
        throw new NotImplementedException();

    public Uri Address => null!;
    public string KubeconfigPath => null!;

    public ValueTask DisposeAsync() => default;
}
