namespace Deploy.Yaml.Parsing;

/// <summary>How a scalar is written.</summary>
public enum ScalarStyle : byte
{
    /// <summary>Without quotes; also a value that is not there at all.</summary>
    Plain,

    /// <summary><c>'…'</c></summary>
    SingleQuoted,

    /// <summary><c>"…"</c></summary>
    DoubleQuoted,

    /// <summary><c>|</c> and indented lines, taken as they are.</summary>
    Literal,

    /// <summary><c>&gt;</c> and indented lines, joined to paragraphs.</summary>
    Folded,
}
