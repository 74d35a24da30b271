namespace Deploy.Testing.Processes;

/// <summary>One start of a child, as the child would see it.</summary>
/// <param name="Path">The executable.</param>
/// <param name="Arguments">The whole argument string.</param>
/// <param name="Input">Standard input; null when none was given.</param>
/// <param name="Environment">The variables that were set (null: removed).</param>
/// <param name="WorkingDirectory">Where it was started.</param>
/// <param name="Shielded">Whether the terminal's Ctrl-C is kept from it.</param>
public sealed record Invocation(
    string Path,
    string Arguments,
    string? Input,
    IDictionary<string, string?> Environment,
    string WorkingDirectory,
    bool Shielded
);
