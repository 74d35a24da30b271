using Cake.Core.Diagnostics;
using Deploy.Context;
using Deploy.Model;
using Deploy.Platforms;
using Deploy.Reporting;
using Deploy.Steps;
using Deploy.Steps.Journal;
using Deploy.Steps.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Host;

/// <summary>What the program is made of. Nothing is built before a task asks for it.</summary>
internal static class ServiceRegistration
{
    /// <summary>Registers everything that tasks and steps ask for.</summary>
    public static IServiceCollection AddDeploy(this IServiceCollection services, DeployCommand command) =>
        services
            .AddSingleton(typeof(Lazy<>), typeof(LazyService<>))
            .AddSingleton(command)
            .AddSingleton(command.Arguments)
            .AddSingleton(command.Interruption)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new RepositoryPaths(Environment.CurrentDirectory));

    private sealed class LazyService<T>(IServiceProvider services) : Lazy<T>(services.GetRequiredService<T>)
        where T : notnull;
}
