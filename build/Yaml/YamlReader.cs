using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml;

/// <summary>
/// Reads YAML, and so JSON, into nodes that know their place. Every mistake in the text is a <see cref="UsageException"/>
/// with file, line and column.
/// </summary>
public static class YamlReader
{
    /// <summary>The root of a text's only document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <param name="options">How to read it; <see cref="YamlOptions.Strict"/> if not given.</param>
    /// <exception cref="UsageException">Not YAML, more than one document, or beyond the limits.</exception>
    public static YamlNode Read(string text, string file, YamlOptions? options = null) =>
        Read(Encoding.UTF8.GetBytes(text), file, options);

    /// <inheritdoc cref="Read(string, string, YamlOptions?)"/>
    public static YamlNode Read(ReadOnlyMemory<byte> text, string file, YamlOptions? options = null)
    {
        var documents = ReadAll(text, file, options);
        return documents.Count == 1
            ? documents[0]
            : throw new UsageException($"the file has {documents.Count} documents where one is expected")
            {
                Location = documents[1].Location,
                NextStep = "remove the line '---' and what follows it",
            };
    }

    /// <summary>The roots of all documents; an empty text has one, which is null.</summary>
    /// <exception cref="UsageException">Not YAML, or beyond the limits.</exception>
    public static IReadOnlyList<YamlNode> ReadAll(ReadOnlyMemory<byte> text, string file, YamlOptions? options = null)
    {
        options ??= YamlOptions.Strict;
        var documents = YamlParser.Parse(new YamlText(text, file, options), options);
        var roots = new List<YamlNode>(documents.Count);
        foreach (var document in documents)
        {
            if (options.DuplicateKeys == DuplicateKeys.Refuse)
            {
                DuplicateKeyCheck.Run(document);
            }

            roots.Add(YamlNode.Create(document, 0, parent: null));
        }

        return roots;
    }
}
