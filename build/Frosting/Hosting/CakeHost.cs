using System.Reflection;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A program whose tasks are classes. Its <c>Main</c> is one chain that ends with <see cref="Run" />.</summary>
public sealed class CakeHost
{
    private readonly IServiceCollection _services = new ServiceCollection().AddHost();
    private readonly List<Task<Type[]>> _tasks = [];

    /// <summary>Creates a host for the tasks of the entry assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            AddAssembly(entry);
        }
    }

    /// <summary>Creates a host for the tasks of the entry assembly.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Adds the tasks of another assembly.</summary>
    /// <param name="assembly">The assembly. Given twice, its tasks are there twice, which fails the run.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        // Looking at all that an assembly has takes a while, and a program has arguments to read meanwhile.
        var tasks = Task.Run(() => TaskDiscovery.FindTasks(assembly));
        _ = tasks.ContinueWith(
            found => Array.ForEach(found.Result, type => _ = TaskDefinition.Of(type)),
            TaskScheduler.Default
        );
        _tasks.Add(tasks);
        return this;
    }

    /// <summary>Registers services, now. What is registered here replaces the host's own.</summary>
    /// <param name="services">Registers them.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs the targets that the arguments name, or what else they ask for.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <returns>
    /// 0 when it succeeded; the <see cref="Cake.Core.CakeException.ExitCode" /> of what stopped it before the first
    /// task; 1 when a task failed; -1 when the arguments could not be parsed.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in _tasks.SelectMany(tasks => tasks.GetAwaiter().GetResult()))
        {
            _services.AddSingleton(typeof(IFrostingTask), task);
        }

        string[] line = [.. args];
        return PlainCommandLine.Parse(line) is { } arguments
            ? new HostRun(_services).Execute(arguments)
            : CommandLine.Run(_services, line);
    }
}
