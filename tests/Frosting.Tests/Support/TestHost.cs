using System.Text;
using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Tests.Support;

/// <summary>A host in this process, with console and environment of its own, that journals.</summary>
internal sealed class TestHost
{
    private const int Width = 100;

    private readonly TestConsole _console = new();
    private readonly StringBuilder _tables = new();
    private readonly Journal _journal = new();
    private readonly CakeHost _host = new();

    public TestHost() =>
        _host
            .UseContext<JournalContext>()
            .ConfigureServices(services =>
                services
                    .AddSingleton(_journal)
                    .AddSingleton<IConsole>(_console)
                    .AddSingleton(CreateAnsiConsole())
                    .AddSingleton<ICakeEnvironment>(Environment)
            );

    public TestEnvironment Environment { get; } = new();

    /// <summary>Adds a task as one adds what the scan does not see.</summary>
    public TestHost With<TTask>()
        where TTask : class, IFrostingTask =>
        Configure(host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>()));

    public TestHost Configure(Action<CakeHost> configure)
    {
        configure(_host);
        return this;
    }

    public Run Run(params string[] args)
    {
        var exitCode = _host.Run(args);
        return new Run(exitCode, _console.Output, _console.Error, _tables.ToString(), _journal.Entries);
    }

    private IAnsiConsole CreateAnsiConsole()
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(new StringWriter(_tables) { NewLine = "\n" }),
            }
        );
        console.Profile.Width = Width;
        return console;
    }
}
