using Deploy.Charts;
using Deploy.Model;
using Deploy.Platforms;

namespace Deploy.Steps.Publish;

/// <summary>Makes the platform's chart repository.</summary>
public sealed class InitRepository(IPlatform platform, ChartStoreFactory factory, TimeProvider time, IRunEvents events)
{
    /// <summary>Makes it, unless it is one. A registry needs nothing.</summary>
    /// <exception cref="FailedException">The place cannot be read or written, or what it has is no index.</exception>
    public async Task RunAsync(RunScope scope, CancellationToken cancellation)
    {
        var url = (await platform.OpenAsync(scope, cancellation)).ChartRepository;
        if (ChartStoreUrl.Parse(url) is ChartStoreUrl.Oci)
        {
            events.Publish(new Note($"{url} is a registry: the first publication of a chart makes its repository"));
            return;
        }

        var isNew = await new RepositoryInitializer(factory.OpenIndexed(url), time).RunAsync(cancellation);
        events.Publish(
            new Note(isNew ? $"{url} is an empty chart repository now" : $"{url} was a chart repository before")
        );
    }
}
