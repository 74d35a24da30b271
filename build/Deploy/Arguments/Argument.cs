namespace Deploy.Arguments;

/// <summary>An argument that the command line takes.</summary>
/// <param name="Name">Its name, without dashes.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Use">The heading of <c>--help</c> that it stands under.</param>
/// <param name="Help">What it means, in one line.</param>
public sealed record Argument(string Name, ArgumentKind Kind, string Use, string Help)
{
    /// <summary>What stands for its value in help, e.g. <c>A,B,…</c>.</summary>
    public string Placeholder { get; init; } = "";

    /// <summary>The targets that read it; null where all do.</summary>
    public IReadOnlyList<string>? OnlyFor { get; init; }

    /// <summary>Other names of the same argument.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether it is Cake's, and only passed on.</summary>
    public bool IsCakes { get; init; }

    /// <summary>Whether it says what a run does, so that a saved plan and a run that goes on need it again.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>Every name that it goes by, with its dashes.</summary>
    public IEnumerable<string> Spellings =>
        Aliases.Prepend(Name).Select(name => name.Length == 1 ? $"-{name}" : $"--{name}");
}

/// <summary>What an argument takes.</summary>
public enum ArgumentKind
{
    /// <summary>Nothing: it is there or not.</summary>
    Flag,

    /// <summary>One value.</summary>
    Value,

    /// <summary>One value, or nothing.</summary>
    Optional,

    /// <summary>One value each time that it is given.</summary>
    Repeatable,
}
