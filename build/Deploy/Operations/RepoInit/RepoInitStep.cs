using Deploy.Charts;
using Deploy.Charts.Stores;
using Deploy.Charts.Upkeep;
using Deploy.Platforms;

namespace Deploy.Operations.RepoInit;

/// <summary>Makes the platform's chart repository.</summary>
public sealed class RepoInitStep(IPlatform platform, ChartStoreFactory factory, TimeProvider time, IRunEvents events)
{
    /// <summary>Makes it, unless it is one. A registry needs nothing.</summary>
    /// <param name="planOnly">Whether to say what would be done, and leave it at that.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FailedException">The place cannot be read or written, or what it has is no index.</exception>
    public async Task RunAsync(bool planOnly, CancellationToken cancellation)
    {
        var url = platform.ChartRepository;
        events.Publish(
            new Note(
                ChartStoreUrl.Parse(url) is ChartStoreUrl.Oci
                    ? $"{url} is a registry: the first publication of a chart makes its repository"
                    : await RunAsync(url, new RepoInitializer(factory.OpenIndexed(url), time), planOnly, cancellation)
            )
        );
    }

    private static async Task<string> RunAsync(
        string url,
        RepoInitializer initializer,
        bool planOnly,
        CancellationToken cancellation
    ) =>
        planOnly
            ? await initializer.IsDoneAsync(cancellation)
                ? $"{url} is a chart repository: nothing would be done"
                : $"{url} would become an empty chart repository"
            : await initializer.RunAsync(cancellation)
                ? $"{url} is an empty chart repository now"
                : $"{url} was a chart repository before";
}
