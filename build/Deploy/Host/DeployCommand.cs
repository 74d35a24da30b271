using Deploy.Context;
using Deploy.Host.Completion;
using Deploy.Model;
using Deploy.Steps;

namespace Deploy.Host;

/// <summary>One run of the program: the command line, understood before anything starts, and how it ended.</summary>
public sealed class DeployCommand
{
    private readonly Lazy<ServiceCatalog> _catalog;
    private readonly Lazy<RunScope> _scope;

    private DeployCommand(DeployArguments arguments, RepositoryPaths paths, IReadOnlyList<string> cakeArguments)
    {
        Arguments = arguments;
        Paths = paths;
        CakeArguments = cakeArguments;
        _catalog = new(() => RunDecisions.Catalog(arguments, paths));
        _scope = new(() => RunDecisions.Scope(arguments, Catalog, User));
    }

    /// <summary>What the user asked for.</summary>
    public DeployArguments Arguments { get; }

    /// <summary>Where things are in the checkout.</summary>
    public RepositoryPaths Paths { get; }

    /// <summary>Who runs the program.</summary>
    public User User { get; } = User.Current(Environment.GetEnvironmentVariable);

    /// <summary>What there is to deploy; loaded when it is first asked for.</summary>
    public ServiceCatalog Catalog => _catalog.Value;

    /// <summary>Where the run goes; decided when it is first asked for.</summary>
    public RunScope Scope => _scope.Value;

    /// <summary>The part of the command line that Cake reads.</summary>
    public IReadOnlyList<string> CakeArguments { get; }

    /// <summary>Ctrl-C, as cancellation.</summary>
    public Interruption Interruption { get; } = new();

    /// <summary>What has to be closed when the run is over: the embedded platform, the journal.</summary>
    public Stack<IDisposable> Open { get; } = new();

    /// <summary>What ended the run early, if something did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs the program: usage errors first, then the host, then the exit code of <c>spec.md</c>.</summary>
    public static int Run(IReadOnlyList<string> words, Func<DeployCommand, int> host)
    {
        try
        {
            var commandLine = RawArguments.Parse(words);
            if (commandLine.Has("help"))
            {
                HelpText.Write(Console.Out, Terminal.Width);
                return (int)ExitCode.Done;
            }

            var command = Read(commandLine);
            if (commandLine.All("completion") is [var shell])
            {
                Console.Out.Write(CompletionScript.For(shell, CompletionWords.Of(command.Catalog)));
                command.Interruption.Dispose();
                return (int)ExitCode.Done;
            }

            command.RequireSense(commandLine);
            using (command.Interruption)
            {
                try
                {
                    return command.ExitCodeOf(host(command));
                }
                finally
                {
                    command.Close();
                }
            }
        }
        catch (DeployException error)
        {
            Terminal.WriteError(error.Message);
            return (int)error.ExitCode;
        }
    }

    private static DeployCommand Read(RawArguments commandLine)
    {
        var root = Path.GetFullPath(commandLine.All("working") is [var folder] ? folder : ".");
        var configuration = new Lazy<CakeSettings>(() => CakeSettings.Load(root));
        var arguments = ArgumentReader.Read(
            commandLine,
            new ArgumentSources(commandLine, key => configuration.Value.Find(key), Environment.GetEnvironmentVariable)
        );
        return new(arguments, new RepositoryPaths(root), CakeCommandLine.Of(commandLine, arguments));
    }

    // What can be known to be wrong is refused before the first task, and before Cake says anything.
    private void RequireSense(RawArguments commandLine)
    {
        TaskNames.RequireKnown(Arguments.Targets);
        if (Pipeline.Of(Arguments.Targets) is not null && !commandLine.Has("tree") && !commandLine.Has("description"))
        {
            _ = Scope;
        }
    }

    private void Close()
    {
        while (Open.TryPop(out var open))
        {
            open.Dispose();
        }
    }

    private int ExitCodeOf(int cakes) =>
        cakes == 0 ? (int)ExitCode.Done
        : Interruption.Happened ? (int)ExitCode.Interrupted
        : Failure is DeployException error ? (int)error.ExitCode
        : (int)ExitCode.Failed;
}
