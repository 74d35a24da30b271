using Deploy.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Planning.Inputs;

/// <summary>
/// The values that a chart was published with and the checkout's values.yaml no longer has. Helm lays the values that it is
/// given over the chart's own, so those would come back.
/// </summary>
internal static class RemovedValues
{
    /// <summary>Their paths, in the order of the published file; of a whole mapping that is gone, the mapping's.</summary>
    /// <param name="published">The published values.yaml.</param>
    /// <param name="publishedName">What messages call it.</param>
    /// <param name="checkout">The checkout's.</param>
    /// <param name="checkoutName">What messages call it.</param>
    /// <exception cref="UsageException">One of them is not YAML that Helm could read.</exception>
    public static IReadOnlyList<YamlPath> Of(
        ReadOnlyMemory<byte> published,
        string publishedName,
        ReadOnlyMemory<byte> checkout,
        string checkoutName
    ) =>
        published.Span.SequenceEqual(checkout.Span)
            ? []
            :
            [
                .. Of(Read(published, publishedName), Read(checkout, checkoutName), [])
                    .Select(path => YamlPath.Of(path)),
            ];

    // What is no mapping any more replaces the published one whole, and null takes a value away by itself; but a file with
    // nothing in it takes nothing away.
    private static IEnumerable<string[]> Of(YamlNode published, YamlNode checkout, string[] path)
    {
        if (published is not YamlMapping before || (checkout is not YamlMapping && path.Length > 0))
        {
            return [];
        }

        var after = (checkout as YamlMapping)?.Entries.ToDictionary(entry => entry.Key, entry => entry.Value) ?? [];
        return before.Entries.SelectMany(entry =>
            after.TryGetValue(entry.Key, out var value)
                ? Of(entry.Value, value, [.. path, entry.Key])
                :
                [
                    [.. path, entry.Key],
                ]
        );
    }

    private static YamlNode Read(ReadOnlyMemory<byte> values, string name) =>
        YamlReader.Read(values, name, YamlOptions.Values);
}
