namespace Deploy.Yaml.Parsing;

/// <summary>The entries that a mapping has, merge keys applied.</summary>
internal static class MappingReader
{
    /// <summary>Tokens of a key and its value.</summary>
    public sealed record Entry(int Key, int Value);

    /// <summary>
    /// One entry per key. In YAML 1.1 the mapping's own keys win over those that it merges in; Helm goes by the order of
    /// the file, so that a merge key overrides what stands before it.
    /// </summary>
    public static OrderedDictionary<string, Entry> Read(YamlDocument document, int mapping)
    {
        var entries = new OrderedDictionary<string, Entry>();
        List<int>? merges = null;
        var tokens = document.Tokens;
        for (var key = mapping + 1; key < tokens[mapping].Next; key = tokens[tokens[key].Next].Next)
        {
            if (!IsMergeKey(document, key))
            {
                entries[document.Value(document.Resolve(key))] = new Entry(key, tokens[key].Next);
            }
            else if (document.Duplicates == DuplicateKeys.LastWins)
            {
                foreach (var (name, entry) in Merged(document, tokens[key].Next))
                {
                    entries[name] = entry;
                }
            }
            else
            {
                (merges ??= []).Add(tokens[key].Next);
            }
        }

        foreach (var value in merges ?? [])
        {
            Add(Merged(document, value), entries);
        }

        return entries;
    }

    // Of several mappings the earlier wins.
    private static OrderedDictionary<string, Entry> Merged(YamlDocument document, int value)
    {
        var entries = new OrderedDictionary<string, Entry>();
        foreach (var source in Sources(document, value))
        {
            Add(Read(document, source), entries);
        }

        return entries;
    }

    private static void Add(OrderedDictionary<string, Entry> merged, OrderedDictionary<string, Entry> entries)
    {
        foreach (var (name, entry) in merged)
        {
            entries.TryAdd(name, entry);
        }
    }

    /// <summary>Whether a key is <c>&lt;&lt;</c>, unquoted.</summary>
    public static bool IsMergeKey(YamlDocument document, int key) =>
        document.Tokens[key].Kind == TokenKind.Scalar
        && document.Tokens[key].Style == ScalarStyle.Plain
        && document.Raw(key).SequenceEqual("<<"u8);

    /// <summary>The mappings that a merge key's value names: one, or a list of them.</summary>
    public static IReadOnlyList<int> Sources(YamlDocument document, int value)
    {
        var sources = new List<int>();
        var index = document.Resolve(value);
        var tokens = document.Tokens;
        if (tokens[index].Kind == TokenKind.Mapping)
        {
            sources.Add(index);
        }

        for (
            var item = index + 1;
            tokens[index].Kind == TokenKind.Sequence && item < tokens[index].Next;
            item = tokens[item].Next
        )
        {
            sources.Add(document.Resolve(item));
        }

        return sources.Count > 0 && sources.TrueForAll(source => document.Tokens[source].Kind == TokenKind.Mapping)
            ? sources
            : throw document.Text.Error(
                document.Tokens[value].Start,
                "'<<' takes a mapping or a list of mappings, by alias"
            );
    }
}
