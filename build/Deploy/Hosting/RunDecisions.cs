using Deploy.Arguments;
using Deploy.Catalog;

namespace Deploy.Hosting;

/// <summary>From what the user asked for to what steps are told.</summary>
internal static class RunDecisions
{
    /// <summary>The catalog, with the platform that the user named.</summary>
    public static ServiceCatalog Catalog(DeployArguments arguments, RepositoryPaths paths)
    {
        var catalog = CatalogLoader.Load(paths.Root, arguments.Catalogs);
        return arguments.Platform is { } platform ? catalog with { Platform = platform } : catalog;
    }

    /// <summary>Where the run goes.</summary>
    public static RunScope Scope(DeployArguments arguments, ServiceCatalog catalog, User user)
    {
        var pipeline =
            Pipeline.Of(arguments.Targets) ?? throw new UsageException($"{arguments.Targets[0]} deploys nothing");
        return new ScopeRequest(
            pipeline,
            arguments.Services,
            arguments.Environment,
            arguments.Namespaces,
            user.Namespace
        ).Decide(catalog);
    }

    /// <summary>How the run is done.</summary>
    public static RunOptions Options(DeployArguments arguments, ServiceCatalog catalog, RunScope scope) =>
        new()
        {
            Concurrency = arguments.Concurrency ?? Math.Max(2, Environment.ProcessorCount),
            // The waiting is the cluster's; what a helm process costs here is spent in its first half second.
            ReleasesAtOnce = arguments.Concurrency ?? Math.Max(4, 6 * Environment.ProcessorCount),
            FailFast = arguments.FailFast,
            InstallTimeout = arguments.Timeout,
            LockWait = arguments.LockWait,
            Tag = arguments.Tag,
            DeleteFirst = arguments.Delete,
            SkipTests = arguments.SkipTests,
            StrictTests = arguments.StrictTests,
            AllowDowngrade = arguments.AllowDowngrade,
            IgnoreGitCheck = arguments.IgnoreGitCheck,
            SkipMigrations = arguments.SkipMigrations,
            IsConfirmed = arguments.Yes && (arguments.YesIsTyped || !scope.Environment.AsksConfirmation),
            Reason = arguments.Reason,
            GuardsRefuse = catalog.Platform != PlatformKind.Embedded || arguments.Strict,
        };
}
