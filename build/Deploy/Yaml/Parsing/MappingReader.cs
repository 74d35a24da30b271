using System.Runtime.InteropServices;

namespace Deploy.Yaml.Parsing;

/// <summary>The entries that a mapping has, merge keys applied.</summary>
internal static class MappingReader
{
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Entry(string Key, int KeyToken, int ValueToken);

    /// <summary>One entry per key: the mapping's own (the last of duplicates), then what is merged in.</summary>
    public static List<Entry> Read(YamlDocument document, int mapping)
    {
        var entries = new List<Entry>();
        var known = new Dictionary<string, int>();
        var merged = new List<int>();
        var tokens = document.Tokens;
        for (var key = mapping + 1; key < tokens[mapping].Next; )
        {
            var value = tokens[key].Next;
            if (IsMergeKey(document, key))
            {
                merged.Add(value);
            }
            else
            {
                var name = document.Value(document.Resolve(key));
                Put(entries, known, new Entry(name, key, value));
            }

            key = tokens[value].Next;
        }

        foreach (var source in merged.SelectMany(value => Sources(document, value)))
        {
            foreach (var entry in Read(document, source))
            {
                if (known.TryAdd(entry.Key, entries.Count))
                {
                    entries.Add(entry);
                }
            }
        }

        return entries;
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

        for (var item = index + 1; tokens[index].Kind == TokenKind.Sequence && item < tokens[index].Next; item = tokens[item].Next)
        {
            sources.Add(document.Resolve(item));
        }

        return sources.Count > 0 && sources.TrueForAll(source => document.Tokens[source].Kind == TokenKind.Mapping)
            ? sources
            : throw document.Text.Error(document.Tokens[value].Start, "'<<' takes a mapping or a list of mappings, by alias");
    }

    private static void Put(List<Entry> entries, Dictionary<string, int> known, Entry entry)
    {
        if (known.TryAdd(entry.Key, entries.Count))
        {
            entries.Add(entry);
        }
        else
        {
            entries[known[entry.Key]] = entry;
        }
    }
}
