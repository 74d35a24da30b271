using Deploy.Yaml.Editing;

namespace Deploy.Catalog;

/// <summary>Reads ways into values.yaml: keys separated by dots; one that has dots itself stands in quotes.</summary>
internal static class PathReader
{
    /// <summary>A path as it is written.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string Read(string text)
    {
        _ = YamlPath.Parse(text);
        return text;
    }

    /// <summary>A path with placeholders.</summary>
    /// <exception cref="UsageException">It is none, or has an unknown placeholder.</exception>
    public static Template ReadTemplate(string text) => new(Read(text), RunScope.Placeholders);
}
