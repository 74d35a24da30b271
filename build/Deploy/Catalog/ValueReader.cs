using Deploy.Yaml;
using Deploy.Yaml.Parsing;

namespace Deploy.Catalog;

/// <summary>Reads <c>values:</c>, what is given to Helm on top of a chart's own values.</summary>
internal static class ValueReader
{
    /// <summary>Reads a section; nothing where there is none.</summary>
    public static IReadOnlyList<ValueTemplate> Read(Layers? section) =>
        section is null ? [] : [.. section.Keys.Select(path => Read(path, section.Require(path)))];

    private static ValueTemplate Read(string path, YamlNode node)
    {
        path = node.As(path, PathReader.Read);
        if (node is not YamlMapping mapping)
        {
            return new(path, Scalar(node));
        }

        mapping.AllowOnly("value", "if_present");
        return new(path, Scalar(mapping.Require("value")), mapping.Find("if_present")?.AsBool() ?? false);
    }

    // Text is a template; numbers and truth values keep their type.
    private static TemplateValue Scalar(YamlNode node) =>
        node.AsScalar().ValueKind is ScalarKind.Text
            ? new(node.As(text => new Template(text, RunScope.Placeholders)), null)
            : new(null, node.AsString());
}
