using Deploy.Context;
using Deploy.Model;

namespace Deploy.Host;

/// <summary>One run of the program: the command line, understood before anything starts, and how it ended.</summary>
public sealed class DeployCommand
{
    private DeployCommand(DeployArguments arguments, IReadOnlyList<string> cakeArguments)
    {
        Arguments = arguments;
        CakeArguments = cakeArguments;
    }

    /// <summary>What the user asked for.</summary>
    public DeployArguments Arguments { get; }

    /// <summary>The part of the command line that Cake reads.</summary>
    public IReadOnlyList<string> CakeArguments { get; }

    /// <summary>Ctrl-C, as cancellation.</summary>
    public Interruption Interruption { get; } = new();

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
            TaskNames.RequireKnown(command.Arguments.Targets);
            using (command.Interruption)
            {
                return command.ExitCodeOf(host(command));
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
        var configuration = new Lazy<CakeSettings>(() =>
            CakeSettings.Load(commandLine.All("working") is [var folder] ? folder : ".")
        );
        var arguments = ArgumentReader.Read(
            commandLine,
            new ArgumentSources(commandLine, key => configuration.Value.Find(key), Environment.GetEnvironmentVariable)
        );
        return new(arguments, CakeCommandLine.Of(commandLine, arguments));
    }

    private int ExitCodeOf(int cakes) =>
        cakes == 0 ? (int)ExitCode.Done
        : Interruption.Happened ? (int)ExitCode.Interrupted
        : Failure is DeployException error ? (int)error.ExitCode
        : (int)ExitCode.Failed;
}
