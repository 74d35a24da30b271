using Deploy.Arguments;

namespace Deploy.Reporting.Story;

/// <summary>A command that goes on where a run stopped.</summary>
/// <param name="When">What it is for: <c>to go on</c>, <c>after a fix</c>, <c>to test</c>.</param>
/// <param name="Command">The command.</param>
internal sealed record NextCommand(string When, string Command)
{
    private const string Program = "./build.sh";
    private const string Unquoted = "-_=./:,%@+";

    /// <summary>The commands, the best one first; none where nothing is left to do.</summary>
    /// <remarks>
    /// What was cut short goes on as it was. After a failure that helps only where nothing has to change: with another
    /// commit it is another run, for the services that failed, and those that are installed only lack their tests.
    /// </remarks>
    public static IReadOnlyList<NextCommand> Of(RunStory story)
    {
        if (story.Outcome == RunOutcome.Done || !story.Unfinished.Any() || ArgumentsOf(story) is not { } given)
        {
            return [];
        }

        var untested = story.Unfinished.Where(service => service.LacksOnly(Stage.HelmTest)).ToList();
        var others = story.Unfinished.Except(untested).ToList();
        var hasProved = story.Services.Any(service => service.Cells.Any(cell => cell.Facts.Count > 0));
        var resume = new NextCommand("to go on", $"{Program} --resume={story.Start.Run}");
        return hasProved && story.Outcome is (RunOutcome.Died or RunOutcome.Interrupted) ? [resume]
            : story.Outcome == RunOutcome.Refused ? [Repeat("to go on", given, story.Unfinished)]
            : others.Count == 0 ? [Test("to go on", story, given, untested)]
            : !hasProved ? [Repeat("to go on", given, story.Unfinished)]
            :
            [
                resume,
                Repeat("after a fix", given, others),
                .. untested.Count > 0 ? [Test("to test", story, given, untested)] : Array.Empty<NextCommand>(),
            ];
    }

    // Stages that were proven done find that out by themselves, so the target stays what it was.
    private static NextCommand Repeat(string when, RawArguments given, IEnumerable<ServiceStory> services) =>
        new(when, Line(given.Words(argument => argument.Name != "services"), services));

    private static NextCommand Test(
        string when,
        RunStory story,
        RawArguments given,
        IEnumerable<ServiceStory> services
    ) =>
        new(
            when,
            Line(
                [
                    $"--target={nameof(Stage.HelmTest)}",
                    $"--env={story.Start.Environment}",
                    .. given.Words(argument =>
                        argument.Name is "namespace" or "catalog" or "platform" or "helm-version"
                    ),
                ],
                services
            )
        );

    private static string Line(IEnumerable<string> words, IEnumerable<ServiceStory> services) =>
        string.Join(
            ' ',
            [
                Program,
                .. words.Select(Quote),
                $"--services={string.Join(',', services.Select(service => service.Name))}",
            ]
        );

    // Null where another version of the program was given what this one does not take.
    private static RawArguments? ArgumentsOf(RunStory story)
    {
        try
        {
            return RawArguments.Parse(story.Start.CommandLine);
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || Unquoted.Contains(character))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
