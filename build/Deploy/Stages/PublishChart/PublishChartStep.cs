using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores;
using Deploy.Planning.Inputs;

namespace Deploy.Stages.PublishChart;

/// <summary>Publishes every chart version that the repository lacks. Values are no part of that question.</summary>
public sealed class PublishChartStep(ChartStores stores, ChartPackages packages, Fleet fleet)
{
    /// <summary>Publishes.</summary>
    /// <exception cref="RefusedException">A version is there with other templates, or an older one than the newest.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var store = stores.Open();
        await fleet.ForEachAsync(
            Stage.PublishChart,
            plan,
            (service, cancel) => PublishAsync(store, plan, service, cancel),
            cancellation
        );
    }

    private async Task<IReadOnlyList<Fact>> PublishAsync(
        IChartStore store,
        Plan plan,
        ServicePlan service,
        CancellationToken cancellation
    )
    {
        var package = await packages.OfCheckoutAsync(service, cancellation);
        var result = await PublishAsync(store, package, plan, service.Service.Name, cancellation);
        var version = result.Version;
        return
        [
            new ChartPublished(
                service.Service.Name,
                version.Chart,
                version.Version,
                version.Digest ?? package.Digest,
                result.Outcome == PublishOutcome.AlreadyPublished
            ),
        ];
    }

    private static async Task<PublishResult> PublishAsync(
        IChartStore store,
        ChartPackage package,
        Plan plan,
        ServiceName service,
        CancellationToken cancellation
    )
    {
        try
        {
            return await store.PublishAsync(package, new PublishRules(plan.Options.AllowDowngrade), cancellation);
        }
        catch (PublishRefusedException refused) when (refused.Decision is PublishDecision.OtherContent)
        {
            throw new RefusedException(refused.Problem, refused)
            {
                NextStep = $"--target=BumpChart --services={service} raises its version; commit that and run again",
            };
        }
    }
}
