namespace Deploy.Arguments;

/// <summary>The command line, taken apart: every option is known, and has a value exactly where it takes one.</summary>
public sealed class RawArguments
{
    private readonly Dictionary<string, List<string>> _values;

    private RawArguments(Dictionary<string, List<string>> values) => _values = values;

    /// <summary>Takes a command line apart.</summary>
    /// <exception cref="UsageException">An argument is unknown, lacks its value, or is given twice.</exception>
    public static RawArguments Parse(IReadOnlyList<string> words)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var index = 0; index < words.Count; index++)
        {
            var (argument, value) = Split(words[index]);
            if (argument.Kind is ArgumentKind.Value or ArgumentKind.Repeatable && value is null)
            {
                var hasValue = index + 1 < words.Count && !words[index + 1].StartsWith('-');
                value = hasValue
                    ? words[++index]
                    : throw new UsageException(
                        $"--{argument.Name} needs a value: --{argument.Name}={argument.Placeholder}"
                    );
            }

            value = argument.Kind == ArgumentKind.Flag ? RequireTruth(argument, value) : value ?? "";
            if (!values.TryGetValue(argument.Name, out var given))
            {
                values[argument.Name] = given = [];
            }

            if (given.Count > 0 && argument.Kind != ArgumentKind.Repeatable && given[0] != value)
            {
                throw new UsageException(
                    $"--{argument.Name} is given twice, with {Printable.Quote(given[0])} and {Printable.Quote(value)}"
                );
            }

            given.Add(value);
        }

        return new(values);
    }

    /// <summary>Whether an argument was given on the command line.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Whether a flag was given, and not denied as in <c>--plan=false</c>.</summary>
    public bool IsSet(string flag) => All(flag) is ["true", ..];

    /// <summary>What was given for an argument, in the order of the command line.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var given) ? given : [];

    /// <summary>The names of all arguments that were given.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>These, and those of an earlier command that are not given here.</summary>
    /// <param name="earlier">The earlier command.</param>
    /// <param name="isTaken">Which of its arguments count.</param>
    public RawArguments Over(RawArguments earlier, Func<Argument, bool> isTaken)
    {
        var values = new Dictionary<string, List<string>>(_values, StringComparer.Ordinal);
        foreach (var (name, given) in earlier._values.Where(each => isTaken(ArgumentTable.Find(each.Key)!)))
        {
            values.TryAdd(name, given);
        }

        return new(values);
    }

    /// <summary>The command line of some of the arguments, each in its usual form.</summary>
    public IReadOnlyList<string> Words(Func<Argument, bool> isWanted) =>
        [
            .. _values
                .Select(each => (Argument: ArgumentTable.Find(each.Key)!, Values: each.Value))
                .Where(each => isWanted(each.Argument))
                .SelectMany(each => each.Values.Select(value => Word(each.Argument, value))),
        ];

    private static string Word(Argument argument, string value) =>
        value.Length == 0 || (argument.Kind == ArgumentKind.Flag && value == "true")
            ? $"--{argument.Name}"
            : $"--{argument.Name}={value}";

    private static (Argument Argument, string? Value) Split(string word)
    {
        if (!word.StartsWith('-') || word is "-" or "--")
        {
            throw new UsageException($"{Printable.Quote(word)} is no argument")
            {
                NextStep =
                    $"arguments have the form --name=value, e.g. --target=InstallProd --services={Printable.Escape(word)}",
            };
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? word : word[..equals]).TrimStart('-');
        var argument = ArgumentTable.Find(name) ?? throw Unknown(name);
        return (argument, equals < 0 ? null : word[(equals + 1)..]);
    }

    private static UsageException Unknown(string name)
    {
        var simplified = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        var guess = simplified.Equals("dryrun", StringComparison.OrdinalIgnoreCase)
            ? "; did you mean '--dryrun' (which tasks) or '--plan' (what they would do)?"
            : Nearest.Suggestion($"--{name}", ArgumentTable.All.SelectMany(argument => argument.Spellings));
        return new($"There is no argument {Printable.Quote($"--{name}")}{guess}")
        {
            NextStep = "--help lists all of them; nothing was started",
        };
    }

    private static string RequireTruth(Argument argument, string? value) =>
        value is null || bool.TryParse(value, out _)
            ? bool.Parse(value ?? "true")
                ? "true"
                : "false"
            : throw new UsageException(
                $"--{argument.Name} takes no value but true or false, not {Printable.Quote(value)}"
            );
}
