namespace Deploy.Reporting.Story;

/// <summary>The command that goes on where a run stopped: what the user typed, for the services that are not done.</summary>
internal static class RepeatCommand
{
    private const string Services = "--services";
    private const string Unquoted = "-_=./:,%@+";

    /// <summary>The command; null where nothing is left to do.</summary>
    /// <remarks>Stages that were proven done find that out by themselves, so the target stays what it was.</remarks>
    public static string? Of(RunStory story)
    {
        var names = story.Unfinished.Select(service => service.Name).ToList();
        if (story.Outcome == RunOutcome.Done || names.Count == 0)
        {
            return null;
        }

        var words = new List<string>();
        for (var index = 0; index < story.Start.CommandLine.Count; index++)
        {
            var word = story.Start.CommandLine[index];
            if (word == Services)
            {
                index++;
            }
            else if (!word.StartsWith($"{Services}=", StringComparison.Ordinal))
            {
                words.Add(word);
            }
        }

        return string.Join(' ', ["./build.sh", .. words.Select(Quote), $"{Services}={string.Join(',', names)}"]);
    }

    private static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || Unquoted.Contains(character))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
