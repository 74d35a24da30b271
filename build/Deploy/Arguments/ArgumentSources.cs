namespace Deploy.Arguments;

/// <summary>
/// An argument's values from where they may stand, in Cake's order: the command line, then <c>cake.config</c>, then
/// the environment.
/// </summary>
/// <param name="commandLine">The command line.</param>
/// <param name="configuration">Looks up a key of <c>cake.config</c>; null where it is not there.</param>
/// <param name="environment">Looks up an environment variable; null where it is not there.</param>
public sealed class ArgumentSources(
    RawArguments commandLine,
    Func<string, string?> configuration,
    Func<string, string?> environment
)
{
    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) =>
        All(name) is [.., var last]
        && (
            bool.TryParse(last, out var value)
                ? value
                : throw new UsageException($"{Origin(name)} is {Printable.Quote(last)}; it takes true or false")
        );

    /// <summary>The value of an argument; null where nobody gave one.</summary>
    public string? Value(string name) => All(name) is [.., var last] ? last : null;

    /// <summary>All values of an argument, split at commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        [
            .. All(name)
                .SelectMany(value =>
                    value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ),
        ];

    /// <summary>All values of an argument, as they are.</summary>
    public IReadOnlyList<string> All(string name)
    {
        if (commandLine.Has(name))
        {
            return commandLine.All(name);
        }

        var elsewhere =
            configuration(ConfigurationKey(name))
            ?? Variables(name).Select(environment).FirstOrDefault(value => value is { Length: > 0 });
        return elsewhere is null ? [] : [elsewhere];
    }

    /// <summary>The arguments that say what a run does (<see cref="Argument.IsOfRun"/>), as a command line of their own.</summary>
    public IReadOnlyList<string> WordsOfRun =>
        RawArguments
            .Parse([
                .. ArgumentTable
                    .All.Where(argument => argument.IsOfRun)
                    .SelectMany(argument => All(argument.Name).Select(value => $"--{argument.Name}={value}")),
            ])
            .Words(_ => true);

    /// <summary>Where the value of an argument stands, for messages.</summary>
    public string Origin(string name) =>
        commandLine.Has(name) ? $"--{name}"
        : configuration(ConfigurationKey(name)) is not null ? $"{name} in cake.config"
        : Variables(name).First(variable => environment(variable) is not null);

    /// <summary>Whether an argument was given on the command line, and not only elsewhere.</summary>
    public bool IsTyped(string name) => commandLine.Has(name);

    /// <summary>The arguments that pass a guard though nobody typed them, each with where it stands.</summary>
    public IReadOnlyList<(Argument Argument, string Origin)> ConsentFromElsewhere =>
        [
            .. ArgumentTable
                .All.Where(argument => ArgumentTable.PassesGuard(argument) && !commandLine.Has(argument.Name))
                .Where(argument =>
                    argument.Kind == ArgumentKind.Flag ? Flag(argument.Name) : Value(argument.Name) is not null
                )
                .Select(argument => (argument, Origin(argument.Name))),
        ];

    // Section [Deploy] of cake.config, as Cake joins sections and keys.
    private static string ConfigurationKey(string name) => $"Deploy_{name}";

    private static IEnumerable<string> Variables(string name)
    {
        var key = name.Replace('-', '_').ToUpperInvariant();
        return [$"DEPLOY_{key}", $"CAKE_DEPLOY_{key}"];
    }
}
