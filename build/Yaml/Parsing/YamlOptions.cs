namespace Deploy.Yaml.Parsing;

/// <summary>What to do about a key that stands twice in one mapping.</summary>
public enum DuplicateKeys
{
    /// <summary>An error that names both places: for files of our own, where it is always a mistake.</summary>
    Refuse,

    /// <summary>The last one counts, be it merged in, which is how Helm reads values.</summary>
    LastWins,
}

/// <summary>How a text is read, and the limits that keep a hostile or broken one from costing more than an error.</summary>
public sealed record YamlOptions
{
    /// <summary>For files of our own: duplicate keys are refused.</summary>
    public static YamlOptions Strict { get; } = new();

    /// <summary>For values.yaml: duplicate keys are read as Helm reads them.</summary>
    public static YamlOptions Values { get; } = new() { DuplicateKeys = DuplicateKeys.LastWins };

    /// <summary>What to do about a key that stands twice.</summary>
    public DuplicateKeys DuplicateKeys { get; init; }

    /// <summary>Largest file, in bytes.</summary>
    public int MaximumBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Most nodes, counted as if every alias were written out: what stops an "anchor bomb".</summary>
    public long MaximumNodes { get; init; } = 2_000_000;

    /// <summary>How deep collections may stand in each other.</summary>
    public int MaximumDepth { get; init; } = 200;
}
