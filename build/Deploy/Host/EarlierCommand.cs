using Deploy.Context;
using Deploy.Model;
using Deploy.Steps;
using Deploy.Steps.Planning.Saving;

namespace Deploy.Host;

/// <summary>What was asked for before, by whoever saved a plan or began a run; what is typed now goes over it.</summary>
/// <param name="Plan">The plan that was saved; null where a run goes on.</param>
/// <param name="Given">The arguments then.</param>
internal sealed record EarlierCommand(SavedPlan? Plan, RawArguments Given)
{
    /// <summary>What a command line goes by; null where it stands alone.</summary>
    /// <exception cref="UsageException">The file or the run is not there, or not what it should be.</exception>
    public static EarlierCommand? Of(RawArguments typed, RepositoryPaths paths) =>
        typed.All("use-plan") is [var file] ? OfPlan(file, paths) : null;

    /// <summary>A command line, with what was said before and is not said now.</summary>
    /// <remarks>Who runs a saved plan passes its guards, not who saved it; a run that goes on has passed them.</remarks>
    public RawArguments Under(RawArguments typed) =>
        typed.Over(Given, argument => argument.IsOfRun || (Plan is null && ArgumentTable.IsAboutGuards(argument)));

    private static EarlierCommand OfPlan(string file, RepositoryPaths paths)
    {
        var plan = PlanFile.Read(paths.Absolute(file), file);
        try
        {
            return new(plan, RawArguments.Parse(plan.Arguments));
        }
        catch (UsageException unknown)
        {
            throw unknown.At(new(file, 1, 1));
        }
    }
}
