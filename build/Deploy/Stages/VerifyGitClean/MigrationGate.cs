using Deploy.Clusters.Releases;
using Deploy.Platforms;
using Deploy.Tools.Git;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>
/// Refuses to go on while database migrations are pending: while files that the catalog calls migrations have changed
/// since the commit that their lead service was deployed from, and this run does not deploy the lead.
/// </summary>
public sealed class MigrationGate(ServiceCatalog catalog, IGit git, IHelm helm, TargetCluster target, IRunEvents events)
{
    private const int Named = 3;

    /// <summary>Looks at every rule of the catalog whose lead is not among the services of the run.</summary>
    /// <exception cref="RefusedException">Migrations are pending, and nobody took the guard away.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var deploying = plan.Services.Select(service => service.Service.Name).ToHashSet();
        foreach (var rule in catalog.Migrations.Where(rule => !deploying.Contains(rule.Lead)))
        {
            foreach (var name in plan.Scope.Namespaces)
            {
                if (await ProblemAsync(rule, name, plan, cancellation) is { } problem)
                {
                    Tell(problem, rule, plan);
                }
            }
        }
    }

    private async Task<string?> ProblemAsync(
        MigrationRule rule,
        NamespaceName @namespace,
        Plan plan,
        CancellationToken cancellation
    )
    {
        var release = ReleaseName.Of(@namespace, catalog.Services[rule.Lead.Value].Chart);
        if (await DeployedCommitAsync(release, @namespace, cancellation) is not { } deployed)
        {
            return $"{release} is not deployed, or not by this program, so that nobody knows which migrations ran";
        }

        if (deployed == plan.Source.ShortCommit)
        {
            return null;
        }

        try
        {
            var pending = await git.ChangedAsync(deployed, plan.Source.Commit, rule.Patterns, cancellation);
            var more = pending.Count > Named ? $" and {pending.Count - Named} more" : "";
            return pending.Count == 0
                ? null
                : $"migrations are pending since {deployed}, from which {release} was deployed: "
                    + $"{string.Join(", ", pending.Take(Named).Select(Printable.Escape))}{more}";
        }
        catch (FailedException missing)
        {
            return $"{release} was deployed from {deployed}, which this checkout does not have ({missing.Problem})";
        }
    }

    private async Task<string?> DeployedCommitAsync(
        ReleaseName release,
        NamespaceName @namespace,
        CancellationToken cancellation
    )
    {
        var settings = new HelmHistorySettings
        {
            Cluster = await target.AccessAsync(cancellation),
            Namespace = @namespace,
            Release = release,
        };
        var history = await helm.HistoryAsync(settings, cancellation);
        var deployed = history.FirstOrDefault(revision => revision.Status == HelmStatus.Deployed);
        return deployed is null ? null : ReleaseMark.In(deployed.Description)?.Commit;
    }

    private void Tell(string problem, MigrationRule rule, Plan plan)
    {
        if (!plan.Options.GuardsRefuse || plan.Options.SkipMigrations)
        {
            events.Publish(new Note(problem, IsWarning: true));
            return;
        }

        throw new RefusedException(problem)
        {
            NextStep =
                $"deploy {rule.Lead} first, or along with these (--services={rule.Lead},…); past it: --skip-migrations --reason=…",
        };
    }
}
