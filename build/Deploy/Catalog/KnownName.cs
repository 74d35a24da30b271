using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Names of one part of the catalog that stand in another.</summary>
internal static class KnownName
{
    /// <summary>A name that has to be one of those there are.</summary>
    public static string Of(YamlNode node, string kind, IEnumerable<string> names)
    {
        var name = node.AsString();
        return names.Contains(name)
            ? name
            : throw node.Error(
                $"names the {kind} {Printable.Quote(name)}, which the catalog does not have{Nearest.Suggestion(name, names)}"
            );
    }
}
