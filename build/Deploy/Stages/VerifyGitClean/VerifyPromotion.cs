using Deploy.Clusters;
using Deploy.Clusters.Releases;
using Deploy.Journal;
using Deploy.Oci.Registry;
using Deploy.Planning;
using Deploy.Planning.Inputs;
using Deploy.Platforms;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>Says of everything that goes to prod whether staging ran exactly that; refuses what it did not, where the catalog wants it.</summary>
internal sealed class VerifyPromotion(
    IPlatform platform,
    ServiceCatalog catalog,
    User user,
    Planner planner,
    InstallableCharts charts,
    IRegistry registry,
    RepositoryPaths paths,
    IRunEvents events
)
{
    // What the proof looks up is looked up again, and said then, by the install.
    private readonly ServiceInputs _inputs = new(charts, new ImagePins(registry, new RunEvents([])), paths, user);

    /// <summary>Looks for the proof in the releases of staging and prod.</summary>
    /// <exception cref="RefusedException">It is missing, the environment has <c>require_staging: true</c>, and no reason was given.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        if (!IsPromotion(plan))
        {
            return;
        }

        var proofs = await ProofsAsync(plan, cancellation);
        foreach (var proof in proofs)
        {
            events.Publish(new Note(proof.ToString(), IsWarning: !proof.IsProven));
        }

        var missing = proofs.Where(proof => !proof.IsProven).Select(proof => proof.Service).ToList();
        if (missing.Count > 0 && plan is { Scope.Environment.RequiresStaging: true, Options.Reason: null })
        {
            throw new RefusedException(
                $"{plan.Scope.Environment} takes only what staging has proven, and that is missing for {string.Join(", ", missing)}"
            )
            {
                NextStep =
                    $"./build.sh --target=InstallProd --env=staging --services={string.Join(',', missing)}, or give a --reason",
            };
        }
    }

    private bool IsPromotion(Plan plan) =>
        plan.Scope.Pipeline.Runs(Stage.HelmInstall)
        && (plan.Scope.Environment.Name == DeployEnvironment.Prod || plan.Scope.Environment.RequiresStaging)
        && catalog.Environments.ContainsKey(DeployEnvironment.Staging);

    private async Task<IReadOnlyList<Promotion>> ProofsAsync(Plan plan, CancellationToken cancellation)
    {
        if (plan.Scope.Pipeline.Runs(Stage.BuildPex))
        {
            return
            [
                .. plan.Services.Select(service => new Promotion(
                    service.Service.Name,
                    false,
                    "it is built by this run, so staging cannot have had it"
                )),
            ];
        }

        var scope = new ScopeRequest(
            Pipeline.InstallProd,
            [.. plan.Services.Select(service => service.Service.Name.Value)],
            DeployEnvironment.Staging,
            [],
            user.Namespace
        ).Decide(catalog);
        using var staging = new TargetCluster(platform, scope);
        using var prod = new TargetCluster(platform, plan.Scope);
        var stagingPlan = await planner.PlanAsync(scope, plan.Options, cancellation);
        var (tried, done) = (await staging.ApiAsync(cancellation), await prod.ApiAsync(cancellation));
        var proofs = new List<Promotion>();
        foreach (var service in plan.Services)
        {
            var rehearsal = stagingPlan.Services.First(other => other.Service.Name == service.Service.Name);
            proofs.Add(await ProofAsync(plan, service, stagingPlan, rehearsal, tried, done, cancellation));
        }

        return proofs;
    }

    private async Task<Promotion> ProofAsync(
        Plan plan,
        ServicePlan service,
        Plan stagingPlan,
        ServicePlan rehearsal,
        ClusterApi staging,
        ClusterApi prod,
        CancellationToken cancellation
    )
    {
        try
        {
            return PromotionProof.Of(
                service.Service.Name,
                await InputsAsync(stagingPlan, rehearsal, cancellation),
                await HistoryAsync(staging, rehearsal.Releases[0], cancellation),
                await InputsAsync(plan, service, cancellation),
                await HistoryAsync(prod, service.Releases[0], cancellation)
            );
        }
        catch (DeployException problem)
        {
            return new(service.Service.Name, false, $"staging cannot have run this: {problem.Problem}");
        }
    }

    private static Task<IReadOnlyList<InstalledRelease>> HistoryAsync(
        ClusterApi cluster,
        PlannedRelease release,
        CancellationToken cancellation
    ) => new InstalledReleases(cluster).HistoryAsync(release.Namespace, release.Name, cancellation);

    private async Task<string> InputsAsync(Plan plan, ServicePlan service, CancellationToken cancellation) =>
        (await _inputs.OfAsync(plan, service, pushed: [], cancellation))[0].Input.Mark.Inputs;
}
