using System.Text.RegularExpressions;

namespace Deploy.Yaml.Parsing;

/// <summary>
/// What plain scalars are besides text, over all readers: YAML 1.1 and go-yaml (Helm), YAML 1.2 and its JSON schema. Where
/// one of them sees a number, this does, so that what is called text here is text to everybody.
/// </summary>
public static partial class ScalarKinds
{
    /// <summary>Whether a plain scalar with this text is no value at all.</summary>
    public static bool IsNull(string value) => value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>What a plain scalar with this text is.</summary>
    public static ScalarKind OfPlain(string value) =>
        value switch
        {
            _ when IsNull(value) => ScalarKind.Null,
            "<<" or "=" => ScalarKind.Special,
            _ when value.Length <= 5 && IsBoolean(value) => ScalarKind.Boolean,
            _ when !MayBeNumber(value[0]) => ScalarKind.Text,
            _ when Number().IsMatch(value) => ScalarKind.Number,
            _ when Timestamp().IsMatch(value) => ScalarKind.Timestamp,
            _ => ScalarKind.Text,
        };

    private static bool IsBoolean(string value) =>
        value
            is "y"
                or "Y"
                or "yes"
                or "Yes"
                or "YES"
                or "n"
                or "N"
                or "no"
                or "No"
                or "NO"
                or "true"
                or "True"
                or "TRUE"
                or "false"
                or "False"
                or "FALSE"
                or "on"
                or "On"
                or "ON"
                or "off"
                or "Off"
                or "OFF";

    private static bool MayBeNumber(char first) => char.IsAsciiDigit(first) || first is '+' or '-' or '.';

    // Underscores may group digits; 1:30 is base 60 in YAML 1.1.
    [GeneratedRegex(
        @"\A[-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
            + @"|([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9_]+)?|\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Number();

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}.*)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Timestamp();
}
