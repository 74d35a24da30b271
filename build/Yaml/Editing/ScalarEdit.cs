using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>A text that shall stand at a path.</summary>
/// <param name="Path">Where.</param>
/// <param name="Value">What Helm shall read there: always a text, whatever it looks like.</param>
public sealed record ScalarEdit(YamlPath Path, string Value);

/// <summary>What an edit has changed.</summary>
public sealed record ScalarChange
{
    internal ScalarChange(AppliedSplice applied) => Applied = applied;

    /// <summary>Where.</summary>
    public required YamlPath Path { get; init; }

    /// <summary>What stood there; null if the key was missing.</summary>
    public required string? OldValue { get; init; }

    /// <summary>What stands there now.</summary>
    public required string NewValue { get; init; }

    /// <summary>The place of the new value in the edited file.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The aliases that stand for this value or for something around it: Helm reads the new value there too.</summary>
    public required IReadOnlyList<SourceLocation> SharedWith { get; init; }

    /// <summary>The bytes that were taken out and put in, for <see cref="ValuesEditor.Undo"/>.</summary>
    internal AppliedSplice Applied { get; }
}

/// <summary>A values file after its edits.</summary>
/// <param name="Content">The bytes of the file. The very bytes that were given if nothing had to change.</param>
/// <param name="Changes">What changed, in the order of the edits. An edit to what stands there already changes nothing.</param>
public sealed record EditedValues(ReadOnlyMemory<byte> Content, IReadOnlyList<ScalarChange> Changes);

/// <summary>A value that was looked up.</summary>
/// <param name="Value">Its text, as it is written.</param>
/// <param name="Kind">What Helm takes it for.</param>
/// <param name="Location">Where it is written.</param>
public sealed record ScalarFound(string Value, ScalarKind Kind, SourceLocation Location);
