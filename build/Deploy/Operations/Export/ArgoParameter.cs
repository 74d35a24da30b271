using System.Globalization;
using System.Text.Json;
using Deploy.Yaml.Editing;
using static Deploy.Operations.Export.ManifestYaml;

namespace Deploy.Operations.Export;

/// <summary>
/// A value as a parameter of Argo CD, which makes <c>--set</c> or <c>--set-string</c> of it: what means something to that
/// syntax, or to Argo CD's own <c>$VARIABLES</c>, is escaped.
/// </summary>
internal static class ArgoParameter
{
    /// <summary>The parameter.</summary>
    /// <exception cref="UsageException">The value has no such form.</exception>
    public static Dictionary<string, object> Of(PlannedValue value)
    {
        using var json = JsonDocument.Parse(value.Value);
        var (text, isText) = json.RootElement switch
        {
            { ValueKind: JsonValueKind.String } word => (Escape(word.GetString()!), true),
            { ValueKind: JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null } word => (
                word.GetRawText(),
                false
            ),
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var whole) => (
                whole.ToString(CultureInfo.InvariantCulture),
                false
            ),
            _ => throw new UsageException(
                $"Argo CD cannot be given {value.Path}={Printable.Escape(value.Value)}: its parameters are texts, whole numbers, true and false"
            )
            {
                NextStep = $"write {value.Path} into the charts' values.yaml, or export for flux or helmfile",
            },
        };
        return Map(
            ("name", string.Join('.', YamlPath.Parse(value.Path).Segments.Select(Key))),
            ("value", text),
            ("forceString", isText ? true : null)
        );
    }

    private static string Key(string key) =>
        string.Concat(
            key.Select(letter => letter is '\\' or ',' or '=' or '[' or ']' or '.' ? $"\\{letter}" : $"{letter}")
        );

    private static string Escape(string text) =>
        string.Concat(
            text.Select(
                (letter, index) =>
                    letter switch
                    {
                        '\\' or ',' => $"\\{letter}",
                        '{' when index == 0 => "\\{",
                        '$' => "$$",
                        _ => $"{letter}",
                    }
            )
        );
}
