using System.Collections;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Journal;
using Deploy.Oci.Registry;
using Deploy.Operations.Report;
using Deploy.Operations.Services;
using Deploy.Operations.ShowPlan;
using Deploy.Reporting;
using Deploy.Reporting.Ci;
using Deploy.Reporting.Notices;
using Deploy.Reporting.Reports;
using Deploy.Reporting.Screen;
using Deploy.Reporting.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Composition;

/// <summary>What people and machines see of a run.</summary>
internal static class ReportRegistration
{
    /// <summary>Registers the records of a run, and all who read them. Whoever comes first reads first.</summary>
    public static IServiceCollection AddReporting(this IServiceCollection services) =>
        (Terminal.IsAlone ? services.AddSingleton<ICakeLog, DeduplicatingLog>() : services)
            .AddSingleton(_ => Terminal.Output())
            .AddSingleton(Console)
            .AddSingleton<ICakeReportPrinter, TaskReport>()
            .AddSingleton<IRunEvents, RunEvents>()
            .AddSingleton<ToldFailures>()
            .AddSingleton<IRunObserver>(provider => provider.GetRequiredService<ToldFailures>())
            .AddSingleton<IRunObserver, RunRecorder>()
            .AddSingleton(Mask)
            .AddSingleton<RunFolder>()
            .AddSingleton<RunNarrator>()
            .AddSingleton<JournalReader>()
            .AddSingleton<RunLog>()
            .AddSingleton<IRunReader>(provider => provider.GetRequiredService<RunLog>())
            .AddSingleton<IRunReader>(provider =>
                Open(provider, new JournalFile(provider.GetRequiredService<RunFolder>()))
            )
            .AddSingleton<IRunReader>(provider =>
                Open(provider, new ChildLogs(provider.GetRequiredService<RunFolder>()))
            )
            .AddSingleton(provider => new ReportFiles(
                provider.GetRequiredService<RunLog>(),
                provider.GetRequiredService<RunFolder>(),
                provider.GetRequiredService<RepositoryPaths>(),
                provider.GetRequiredService<DeployArguments>().Reports
            ))
            .AddSingleton<IRunReader>(provider => provider.GetRequiredService<ReportFiles>())
            .AddSingleton(Screen)
            .AddSingleton<ReportStep>()
            .AddSingleton(provider => new Lazy<SendNotices>(() => Notices(provider)))
            .AddSingleton<ServicesText>()
            .AddSingleton<PlanText>();

    // Where standard output is for JSON, Cake's own log, which --verbosity=diagnostic lets loose, is not.
    private static IConsole Console(IServiceProvider provider) =>
        provider.GetRequiredService<DeployArguments>().Json ? new PlainConsole(System.Console.Error)
        : Terminal.HasColours ? new CakeConsole(provider.GetRequiredService<ICakeEnvironment>())
        : new PlainConsole(System.Console.Out);

    private static IRunReader Screen(IServiceProvider provider)
    {
        var output = provider.GetRequiredService<Output>();
        var log = provider.GetRequiredService<ICakeLog>();
        var run = provider.GetRequiredService<RunLog>();
        var time = provider.GetRequiredService<TimeProvider>();
        var arguments = provider.GetRequiredService<DeployArguments>();
        var report = () => provider.GetRequiredService<ReportFiles>().Where;
        if (arguments.Json)
        {
            // Whoever asked for one document gets nothing else on standard output.
            return Pipeline.Of(arguments.Targets) is { Stages.Count: > 0 } && !arguments.PlanOnly
                ? new JsonLines(output)
                : new ConsoleLines(new(System.Console.Error, hasColours: false), log, run, report, server: null);
        }

        var server = BuildServers.Find(
            provider.GetRequiredService<ICakeEnvironment>(),
            provider.GetRequiredService<IFileSystem>(),
            output,
            time
        );
        // Child output and command lines come in floods that leave nothing in place to look at.
        return Terminal.IsLive && server is null && log.Verbosity is Verbosity.Minimal or Verbosity.Normal
            ? Open(provider, new LiveView(output, () => Terminal.Rows, log, run, report, time))
            : new ConsoleLines(output, log, run, report, server);
    }

    private static SendNotices Notices(IServiceProvider provider) =>
        new(
            provider.GetRequiredService<RunScope>(),
            RegistryHttp.Create,
            Environment.GetEnvironmentVariable,
            provider.GetRequiredService<IRunEvents>(),
            provider.GetRequiredService<TimeProvider>()
        );

    private static Redaction Mask(IServiceProvider provider) =>
        Redaction.Of(Variables(), WebhookVariables(provider.GetRequiredService<DeployCommand>()));

    private static IEnumerable<KeyValuePair<string, string>> Variables()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            yield return KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? "");
        }
    }

    /// <summary>The variables that hold the URLs of notifications.</summary>
    /// <remarks>A catalog that cannot be read names none. What is wrong with it says whoever needs it, or Doctor.</remarks>
    internal static IReadOnlyList<string> WebhookVariables(DeployCommand command)
    {
        try
        {
            return [.. command.Catalog.Notifications.Values.Select(each => each.UrlVariable)];
        }
        catch (UsageException)
        {
            return [];
        }
    }

    private static T Open<T>(IServiceProvider provider, T reader)
        where T : IDisposable
    {
        provider.GetRequiredService<DeployCommand>().Open.Push(reader);
        return reader;
    }
}
