using Deploy.Arguments;
using Deploy.Journal;
using Deploy.Planning.Resuming;
using Deploy.Planning.Saving;
using Deploy.Tools.Processes;

namespace Deploy.Hosting;

/// <summary>What was asked for before, by whoever saved a plan or began a run; what is typed now goes over it.</summary>
/// <param name="Given">The arguments then.</param>
internal sealed record EarlierCommand(RawArguments Given)
{
    /// <summary>The plan that was saved; null where a run goes on.</summary>
    public SavedPlan? Plan { get; private init; }

    /// <summary>The run that goes on; null where a saved plan is run.</summary>
    public UnfinishedRun? Run { get; private init; }

    /// <summary>What a command line goes by; null where it stands alone.</summary>
    /// <exception cref="UsageException">The file or the run is not there, or not what it should be.</exception>
    /// <exception cref="RefusedException">The run cannot go on.</exception>
    public static EarlierCommand? Of(RawArguments typed, RepositoryPaths paths) =>
        typed.All("use-plan") is [var file] ? OfPlan(file, paths)
        : typed.All("resume") is [var id] ? OfRun(id.Length > 0 ? id : null, paths)
        : null;

    /// <summary>A command line, with what was said before and is not said now.</summary>
    /// <remarks>Who runs a saved plan passes its guards, not who saved it; a run that goes on has passed them.</remarks>
    public RawArguments Under(RawArguments typed) =>
        typed.Over(Given, argument => argument.IsOfRun || (Run is not null && ArgumentTable.IsAboutGuards(argument)));

    private static EarlierCommand OfPlan(string file, RepositoryPaths paths)
    {
        var plan = PlanFile.Read(paths.Absolute(file), file);
        return new(Parse(plan.Arguments, new(file, 1, 1))) { Plan = plan };
    }

    private static EarlierCommand OfRun(string? id, RepositoryPaths paths)
    {
        var journals = new JournalReader(paths);
        var history = new RunHistory(journals, Environment.MachineName, ProcessIdentity.StartOf);
        var run = new UnfinishedRuns(journals, history).Find(id);
        return new(Parse(run.Start.CommandLine, new($".deploy/runs/{run.Id}/{JournalFile.Name}", 1, 1))) { Run = run };
    }

    private static RawArguments Parse(IReadOnlyList<string> words, SourceLocation location)
    {
        try
        {
            return RawArguments.Parse(words);
        }
        catch (UsageException unknown)
        {
            throw unknown.At(location);
        }
    }
}
