using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>One run, from parsed options to an exit code.</summary>
internal sealed class HostRun(IServiceCollection services)
{
    /// <returns>0, or what <see cref="ExceptionLogger.LogException" /> makes of the failure.</returns>
    public int Execute(HostArguments arguments)
    {
        services.AddSingleton(arguments.Arguments).AddSingleton(arguments.Remaining);

        var provider = SimpleServiceProvider.Build(services);
        try
        {
            Execute(provider, arguments.Settings);
            return 0;
        }
        catch (Exception exception)
        {
            return provider.GetRequiredService<ICakeLog>().LogException(exception);
        }
    }

    private static void Execute(IServiceProvider provider, HostSettings settings)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
        }
        else if (settings.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
        }
        else
        {
            RunTargets(provider, settings);
        }
    }

    private static void RunTargets(IServiceProvider provider, HostSettings settings)
    {
        // Set twice: the configuration, which may name a verbosity, is read from the working directory.
        var log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = settings.Verbosity ?? Verbosity.Normal;
        EnterWorkingDirectory(provider, settings);
        var configuration = provider.GetRequiredService<ICakeConfiguration>();
        (configuration as HostConfiguration)?.BeginRead();
        log.Verbosity = settings.Verbosity ?? configuration.GetVerbosity(settings.Verbosity);

        var host = ScriptHost(provider, settings);
        var runner = provider.GetRequiredService<HostRunner>();
        InstallTools(provider, log);

        if (settings.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        runner.Run(host, settings.Targets);
    }

    private static void EnterWorkingDirectory(IServiceProvider provider, HostSettings settings)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var chosen = settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path;
        var directory = chosen?.MakeAbsolute(environment) ?? environment.WorkingDirectory;
        if (!provider.GetRequiredService<IFileSystem>().Exist(directory))
        {
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");
        }

        environment.WorkingDirectory = directory;
    }

    private static IScriptHost ScriptHost(IServiceProvider provider, HostSettings settings) =>
        settings switch
        {
            { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
            { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };

    private static void InstallTools(IServiceProvider provider, ICakeLog log)
    {
        var tools = provider.GetServices<PackageReference>().ToList();
        if (tools.Count == 0)
        {
            return;
        }

        log.Verbose("Installing tools...");
        var installer = provider.GetRequiredService<IToolInstaller>();
        tools.ForEach(installer.Install);
    }
}
