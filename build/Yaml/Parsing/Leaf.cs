using System.Runtime.InteropServices;

namespace Deploy.Yaml.Parsing;

/// <summary>
/// A scalar or an alias that was scanned, before it is known whether it is a key. Small enough for two registers: copies of
/// whole tokens were a sixth of the parser's time.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Leaf(TokenKind Kind, ScalarStyle Style, int Start, int End, int Detail);
