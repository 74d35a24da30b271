using Deploy.Charts;
using Deploy.Charts.Stores;
using Deploy.Charts.Upkeep;
using Deploy.Platforms;

namespace Deploy.Operations.RepoVerify;

/// <summary>Checks the platform's chart repository, and adds what is missing in it.</summary>
public sealed class RepoVerifyStep(
    IPlatform platform,
    ServiceCatalog catalog,
    ChartStoreFactory factory,
    TimeProvider time,
    Random random,
    IRunEvents events
)
{
    /// <summary>Tells what is wrong.</summary>
    /// <param name="repairs">Whether missing entries are added.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FailedException">Something is wrong that was not put right.</exception>
    public async Task RunAsync(bool repairs, CancellationToken cancellation)
    {
        var url = platform.ChartRepository;
        var findings =
            ChartStoreUrl.Parse(url) is ChartStoreUrl.Oci
                ? await VerifyRegistryAsync(url, cancellation)
                : await VerifyIndexedAsync(url, repairs, cancellation);
        foreach (var finding in findings)
        {
            events.Publish(new Note($"{finding.Item}: {finding.Problem} ({finding.NextStep})", IsWarning: true));
        }

        events.Publish(
            findings.Count == 0
                ? new Note($"{url} is sound")
                : throw new FailedException(
                    $"{findings.Count} {(findings.Count == 1 ? "thing is" : "things are")} wrong in {url}"
                )
        );
    }

    private Task<IReadOnlyList<RepositoryFinding>> VerifyRegistryAsync(string url, CancellationToken cancellation) =>
        new StoreVerifier(factory.Open(url)).VerifyAsync(
            [.. catalog.Services.Values.Select(service => service.Chart).Distinct()],
            cancellation
        );

    private async Task<IReadOnlyList<RepositoryFinding>> VerifyIndexedAsync(
        string url,
        bool repairs,
        CancellationToken cancellation
    )
    {
        var verifier = new RepoVerifier(factory.OpenIndexed(url), time, random);
        var findings = await verifier.VerifyAsync(cancellation);
        if (!repairs || !findings.Any(finding => finding.IsRepairable))
        {
            return findings;
        }

        foreach (var added in await verifier.RepairAsync(findings, cancellation))
        {
            events.Publish(new Note($"{added.Chart} {added.Version} is listed now"));
        }

        return await verifier.VerifyAsync(cancellation);
    }
}
