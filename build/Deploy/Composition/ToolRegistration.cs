using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Arguments;
using Deploy.Tools.Binaries;
using Deploy.Tools.Git;
using Deploy.Tools.Helm;
using Deploy.Tools.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Composition;

/// <summary>The commands that the program runs.</summary>
internal static class ToolRegistration
{
    /// <summary>Registers git, Helm, and what finds and runs them.</summary>
    public static IServiceCollection AddTools(this IServiceCollection services) =>
        services
            .AddSingleton(provider =>
                CommandHost.Create(
                    provider.GetRequiredService<IFileSystem>(),
                    provider.GetRequiredService<ICakeEnvironment>(),
                    provider.GetRequiredService<ICakeLog>(),
                    provider.GetRequiredService<TimeProvider>()
                )
            )
            .AddSingleton<IGit>(provider => new GitClient(
                provider.GetRequiredService<CommandHost>(),
                provider.GetRequiredService<RepositoryPaths>().Root
            ))
            .AddSingleton(Locator)
            .AddSingleton<IHelm>(provider =>
            {
                var preference = provider.GetRequiredService<DeployArguments>().HelmVersion is { } version
                    ? VersionPreference.Parse(version)
                    : VersionPreference.Any;
                return new HelmClient(
                    provider.GetRequiredService<CommandHost>(),
                    cancel =>
                        provider
                            .GetRequiredService<BinaryLocator>()
                            .FindAsync(BinaryRequirement.Helm, preference, cancel),
                    System.IO.Path.Combine(provider.GetRequiredService<RepositoryPaths>().Cache, "kube")
                );
            });

    private static BinaryLocator Locator(IServiceProvider provider)
    {
        var host = provider.GetRequiredService<CommandHost>();
        var paths = provider.GetRequiredService<RepositoryPaths>();
        var versions = new BinaryVersions(
            host,
            new BinaryVersionCache(System.IO.Path.Combine(paths.Cache, "tools.json"))
        );
        var fetcher = PackageFetcher.IsSupported
            ? new PackageFetcher(
                host,
                paths.Tools,
                BinaryPackage.Known,
                new FetchNotes(provider.GetRequiredService<IRunEvents>())
            )
            : null;
        return new(host, paths.Tools, versions, fetcher);
    }

    // One line per activity and for each quarter of it: a log stays readable, and nobody waits without knowing for what.
    private sealed class FetchNotes(IRunEvents events) : IProgress<FetchProgress>
    {
        private (string Activity, int Quarter) _said;

        public void Report(FetchProgress value)
        {
            var now = (value.Activity, (int)((value.Fraction ?? 0) * 4));
            if (now != _said)
            {
                _said = now;
                events.Publish(new Note(value.Activity + (value.Fraction is { } fraction ? $" ({fraction:P0})" : "")));
            }
        }
    }
}
