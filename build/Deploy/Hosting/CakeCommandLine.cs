using Deploy.Arguments;

namespace Deploy.Hosting;

/// <summary>The part of the command line that Cake reads.</summary>
internal static class CakeCommandLine
{
    // What these print is all that anybody wants to see, so Cake's banners and table of tasks would only be in the way.
    private static readonly HashSet<string> _lists = new(
        [
            TaskNames.Default,
            TaskNames.Services,
            TaskNames.Status,
            TaskNames.History,
            TaskNames.Runs,
            TaskNames.Report,
            TaskNames.Doctor,
            TaskNames.Diff,
            TaskNames.Charts,
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>
    /// Cake's own arguments as they were given; with <c>--plan</c>, the target is the task that says what the real one
    /// would do, so that no stage can run.
    /// </summary>
    public static IReadOnlyList<string> Of(RawArguments commandLine, DeployArguments arguments)
    {
        var words = new List<string>();
        var planned =
            arguments.PlanOnly && arguments.Targets.Any(target => Pipeline.Of(target) is { Stages.Count: > 0 });
        foreach (
            var name in commandLine.Names.Where(name =>
                ArgumentTable.Find(name) is { IsCakes: true } && !(planned && name == "target")
            )
        )
        {
            words.AddRange(Words(commandLine, ArgumentTable.Find(name)!));
        }

        if (planned)
        {
            words.Add($"--target={TaskNames.ShowPlan}");
        }

        if (arguments.Json || planned || arguments.Targets.All(_lists.Contains))
        {
            words.AddRange(commandLine.Has("verbosity") ? [] : ["--verbosity=quiet"]);
            words.AddRange(commandLine.Has("no-report") ? [] : ["--no-report"]);
        }

        return words;
    }

    // A flag that is denied is one that was not given.
    private static IEnumerable<string> Words(RawArguments commandLine, Argument argument) =>
        argument.Kind != ArgumentKind.Flag
            ? commandLine.All(argument.Name).Select(value => $"--{argument.Name}={value}")
        : commandLine.IsSet(argument.Name) ? [$"--{argument.Name}"]
        : [];
}
