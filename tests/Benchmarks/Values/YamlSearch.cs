using Deploy.Yaml;

namespace Deploy.Benchmarks.Values;

/// <summary>Finds a value in a file that nobody knows beforehand.</summary>
internal static class YamlSearch
{
    /// <summary>The path of the first entry that a test takes, from the top; null where there is none.</summary>
    public static string[]? Find(YamlNode node, Func<string, YamlNode, bool> isIt, params string[] path)
    {
        foreach (var (key, _, value) in node is YamlMapping mapping ? mapping.Entries : [])
        {
            if (isIt(key, value))
            {
                return [.. path, key];
            }

            if (Find(value, isIt, [.. path, key]) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
