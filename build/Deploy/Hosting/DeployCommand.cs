using Deploy.Arguments;

namespace Deploy.Hosting;

/// <summary>One run of the program: the command line, understood before anything starts, and how it ended.</summary>
public sealed class DeployCommand
{
    private readonly Task<ServiceCatalog> _catalog;
    private readonly Lazy<RunScope> _scope;

    private DeployCommand(
        IReadOnlyList<string> words,
        DeployArguments arguments,
        RepositoryPaths paths,
        IReadOnlyList<string> cakeArguments
    )
    {
        Words = words;
        Arguments = arguments;
        Paths = paths;
        CakeArguments = cakeArguments;
        // Read while Cake gets ready; what is wrong with it is told to whoever asks for it.
        _catalog = Task.Run(() => RunDecisions.Catalog(arguments, paths));
        _scope = new(() => RunDecisions.Scope(arguments, Catalog, User));
    }

    /// <summary>The command line as it was typed; with what an earlier command has said, where the run goes by it.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>What the user asked for.</summary>
    public DeployArguments Arguments { get; }

    /// <summary>What a saved plan, or a run that goes on, has said before; null where the command stands alone.</summary>
    internal EarlierCommand? Earlier { get; private init; }

    /// <summary>The arguments that say what the run does, wherever they stand.</summary>
    public IReadOnlyList<string> WordsOfRun => Sources.WordsOfRun;

    /// <summary>The arguments that pass a guard though nobody typed them, each with where it stands.</summary>
    internal IReadOnlyList<(Argument Argument, string Origin)> ConsentFromElsewhere => Sources.ConsentFromElsewhere;

    private ArgumentSources Sources { get; init; } = null!;

    /// <summary>Where things are in the checkout.</summary>
    public RepositoryPaths Paths { get; }

    /// <summary>Who runs the program.</summary>
    public User User { get; } = User.Current(Environment.GetEnvironmentVariable);

    /// <summary>What there is to deploy.</summary>
    public ServiceCatalog Catalog => _catalog.GetAwaiter().GetResult();

    /// <summary>Where the run goes; decided when it is first asked for.</summary>
    public RunScope Scope => _scope.Value;

    /// <summary>The part of the command line that Cake reads.</summary>
    public IReadOnlyList<string> CakeArguments { get; }

    /// <summary>Ctrl-C, as cancellation.</summary>
    public Interruption Interruption { get; } = new(TimeProvider.System);

    /// <summary>What has to be closed when the run is over: the embedded platform, the journal.</summary>
    public Stack<IDisposable> Open { get; } = new();

    /// <summary>What ended the run early, if something did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs the program: usage errors first, then the host, then the <c>ExitCode</c> that stands for its end.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="prepare">Makes the host; called before the arguments are read, as it looks for its tasks meanwhile.</param>
    /// <param name="run">Runs the tasks; what it returns counts as success where it is 0.</param>
    public static int Run<THost>(IReadOnlyList<string> words, Func<THost> prepare, Func<THost, DeployCommand, int> run)
    {
        try
        {
            Terminal.GuardStreams();
            var commandLine = RawArguments.Parse(words);
            if (commandLine.IsSet("help"))
            {
                HelpText.Write(Console.Out, Terminal.Width);
                return (int)ExitCode.Done;
            }

            var host = prepare();
            var command = Read(words, commandLine);
            if (commandLine.All("completion") is [var shell])
            {
                Console.Out.Write(CompletionScript.For(shell, CompletionWords.Of(command.Catalog)));
                command.Interruption.Dispose();
                return (int)ExitCode.Done;
            }

            command.RequireSense(commandLine);
            OwnState.Prepare(command.Paths, hasEffects: command.HasEffects(commandLine));
            using (command.Interruption)
            {
                try
                {
                    return (int)(
                        run(host, command) == 0 && command.Failure is null
                            ? ExitCode.Done
                            : command.ExitCodeOf(command.Failure)
                    );
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

    /// <summary>What the shell sees when that ended the tasks; null stands for a failure outside of them.</summary>
    public ExitCode ExitCodeOf(Exception? error) =>
        Interruption.Happened ? ExitCode.Interrupted
        : error is DeployException known ? known.ExitCode
        : ExitCode.Failed;

    private static DeployCommand Read(IReadOnlyList<string> words, RawArguments commandLine)
    {
        var root = Path.GetFullPath(commandLine.All("working") is [var folder] ? folder : ".");
        var paths = new RepositoryPaths(root);
        var earlier = EarlierCommand.Of(commandLine, paths);
        if (earlier is not null)
        {
            commandLine = earlier.Under(commandLine);
            words = commandLine.Words(argument => argument.Name is not ("use-plan" or "resume"));
        }

        var configuration = new Lazy<CakeSettings>(() => CakeSettings.Load(root));
        var sources = new ArgumentSources(
            commandLine,
            key => configuration.Value.Find(key),
            Environment.GetEnvironmentVariable
        );
        var arguments = ArgumentReader.Read(commandLine, sources);
        return new(words, arguments, paths, CakeCommandLine.Of(commandLine, arguments))
        {
            Earlier = earlier,
            Sources = sources,
        };
    }

    // What can be known to be wrong is refused before the first task, and before Cake says anything.
    private void RequireSense(RawArguments commandLine)
    {
        TaskNames.RequireKnown(Arguments.Targets);
        if (
            Pipeline.Of(Arguments.Targets) is not null
            && !commandLine.IsSet("tree")
            && !commandLine.IsSet("description")
        )
        {
            RequireNoticesWhere(Scope.Environment);
            Earlier?.Run?.RequireSame(Scope, Catalog.Platform);
        }
    }

    private bool HasEffects(RawArguments commandLine) =>
        Pipeline.Of(Arguments.Targets) is not null
        && !new[] { "tree", "description", "dryrun", "version", "info" }.Any(commandLine.Has);

    private void RequireNoticesWhere(DeployEnvironment environment)
    {
        if (Arguments.Silent && environment.AsksConfirmation)
        {
            throw new RefusedException($"--silent is refused: what happens to {environment} is never kept quiet")
            {
                NextStep = "leave --silent out",
            };
        }
    }

    private void Close()
    {
        while (Open.TryPop(out var open))
        {
            open.Dispose();
        }
    }
}
