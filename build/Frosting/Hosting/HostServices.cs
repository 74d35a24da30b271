using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Hosting;

/// <summary>What a host registers before the program does.</summary>
internal static class HostServices
{
    public static IServiceCollection AddHost(this IServiceCollection services) =>
        services
            .AddDiagnostics()
            .AddSingleton<ICakeConfiguration, HostConfiguration>()
            .AddSingleton<BuildScriptHost<IFrostingContext>>()
            .AddSingleton<DryRunScriptHost<IFrostingContext>>()
            .AddSingleton<TreeScriptHost>()
            .AddSingleton<DescriptionScriptHost>()
            .AddSingleton<IVersionResolver, VersionResolver>()
            .AddSingleton<VersionFeature>()
            .AddSingleton<InfoFeature>()
            .AddSingleton<HostRunner>()
            .AddSingleton<IToolInstaller, ToolInstaller>()
            .UseCakeDefaultModules()
            .AddSingleton<Cake.Core.Tooling.IToolInstaller, LazyToolInstaller>()
            .AddSingleton<IProcessRunner, LazyProcessRunner>()
            .AddSingleton<FrostingContext>()
            .AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());

    /// <summary>
    /// What <see cref="Cake.Cli.ServiceCollectionExtensions.AddCakeDiagnostics" /> registers, but for the console: that
    /// one examines the terminal at once, whether the run prints a table or not.
    /// </summary>
    private static IServiceCollection AddDiagnostics(this IServiceCollection services) =>
        services
            .AddSingleton<ICakeLog, LazyLog>()
            .AddSingleton<IConsole, CakeConsole>()
            .AddSingleton<IAnsiConsole>(_ => AnsiConsole.Console)
            .AddSingleton<ICakeReportPrinter, CakeSpectreReportPrinter>();
}
