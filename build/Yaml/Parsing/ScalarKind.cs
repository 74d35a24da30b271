namespace Deploy.Yaml.Parsing;

/// <summary>What a scalar is taken for.</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Nothing: empty, <c>~</c>, <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c>, <c>no</c>, <c>on</c>…</summary>
    Boolean,

    /// <summary>A whole or broken number, in any notation of YAML 1.1, go-yaml or JSON.</summary>
    Number,

    /// <summary>A day, or a day and a time. Helm keeps the text; other readers make a date of it.</summary>
    Timestamp,

    /// <summary><c>&lt;&lt;</c> or <c>=</c>.</summary>
    Special,
}
