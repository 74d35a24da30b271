using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Arguments;
using Deploy.Hosting;
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
                ) with
                {
                    SecretVariables = () =>
                        ReportRegistration.WebhookVariables(provider.GetRequiredService<DeployCommand>()),
                }
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

    private static BinaryLocator Locator(IServiceProvider provider) =>
        BinaryLocator.Create(
            provider.GetRequiredService<CommandHost>(),
            provider.GetRequiredService<RepositoryPaths>().Tools,
            UserCache(provider.GetRequiredService<ICakeEnvironment>())?.CombineWithFilePath("binaries.json"),
            new FetchNotes(provider.GetRequiredService<IRunEvents>())
        );

    // Whose binaries are believed may not stand in a checkout, which others write.
    private static DirectoryPath? UserCache(ICakeEnvironment environment)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache =
            environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } xdg && System.IO.Path.IsPathFullyQualified(xdg)
                ? xdg
            : System.IO.Path.IsPathFullyQualified(home) ? System.IO.Path.Combine(home, ".cache")
            : null;
        return cache is null ? null : new DirectoryPath(cache).Combine("deploy");
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
