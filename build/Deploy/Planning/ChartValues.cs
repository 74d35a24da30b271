using Deploy.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Planning;

/// <summary>A chart's values.yaml, to look things up in.</summary>
public sealed class ChartValues
{
    private readonly YamlMapping _root;
    private readonly string _file;

    private ChartValues(YamlMapping root, string file) => (_root, _file) = (root, file);

    /// <summary>Reads a values file.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="UsageException">It is missing or is not YAML that Helm could read.</exception>
    public static ChartValues Read(string path, string name) =>
        new(YamlFile.Read(path, name, YamlOptions.Values).AsMapping(), name);

    /// <summary>The text at a path; null where there is none.</summary>
    /// <exception cref="UsageException">There is something that holds other values.</exception>
    public string? Text(string path) => Find(path) is { IsNull: false } node ? node.AsString() : null;

    /// <summary>Whether the path is there, with or without a value.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>The paths that a pattern stands for: <c>*</c> is every key there is at its place.</summary>
    public IReadOnlyList<string> Expand(string pattern)
    {
        var star = pattern.IndexOf(".*.", StringComparison.Ordinal);
        if (star < 0)
        {
            return [pattern];
        }

        var (place, rest) = (pattern[..star], pattern[(star + 3)..]);
        var parent =
            Find(place)?.AsMapping()
            ?? throw new UsageException($"{_file} has no {place}, whose every {rest} has to be set");
        return [.. parent.Keys.SelectMany(key => Expand($"{place}.{YamlPath.Of(key)}.{rest}"))];
    }

    private YamlNode? Find(string path)
    {
        YamlNode? node = _root;
        foreach (var key in YamlPath.Parse(path).Segments)
        {
            node =
                node is YamlMapping mapping && mapping.Contains(key)
                    ? mapping.Find(key) ?? mapping.Entries.First(entry => entry.Key == key).Value
                    : null;
        }

        return node;
    }
}
