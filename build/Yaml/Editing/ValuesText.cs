using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>A values file between two edits: its bytes, and what they mean.</summary>
internal sealed class ValuesText
{
    private readonly IReadOnlyList<YamlDocument> _documents;

    /// <summary>Parses the file.</summary>
    /// <exception cref="UsageException">It is not YAML.</exception>
    public ValuesText(ReadOnlyMemory<byte> bytes, string file)
        : this(YamlParser.Parse(new YamlText(bytes, file, YamlOptions.Values), YamlOptions.Values)) { }

    private ValuesText(IReadOnlyList<YamlDocument> documents) => _documents = documents;

    public ReadOnlyMemory<byte> Bytes => Document.Text.Memory;

    /// <summary>The document that all versions of Helm read.</summary>
    public YamlDocument Document => _documents[0];

    /// <summary>
    /// Throws if versions of Helm read a path differently: of several documents, Helm 3 reads the first and Helm 4 merges
    /// all, later ones over earlier ones.
    /// </summary>
    public void RequireOneMeaning(YamlPath path)
    {
        foreach (var document in _documents.Skip(1))
        {
            var root = document.Resolve(0);
            var isMapping = document.Tokens[root].Kind == TokenKind.Mapping;
            if (isMapping && MappingReader.Read(document, root).TryGetValue(path.Segments[0], out var entry))
            {
                throw document.Text.Error(
                    document.Tokens[entry.Key].Start,
                    $"{Printable.Quote(path.Segments[0])} stands in a second document: Helm 3 does not read it, Helm 4 does",
                    "keep one document in the file"
                );
            }

            if (isMapping && Document.Tokens[0].Kind == TokenKind.Scalar)
            {
                throw document.Text.Error(
                    document.Tokens[root].Start,
                    "the first document is empty: Helm 3 reads nothing from this file, Helm 4 reads this document",
                    "remove the first '---'"
                );
            }
        }
    }

    /// <summary>The file with the splice made, if it changes what it is for and nothing else.</summary>
    public ValuesText Apply(Splice splice, YamlPath path)
    {
        var next = With(splice.Start, splice.Length, Encoding.UTF8.GetBytes(splice.Text));
        return next is not null && EditProof.Holds(_documents, next._documents, splice)
            ? next
            : throw Document.Text.Error(
                splice.Start,
                $"setting {path} here would change more than this value",
                "edit it by hand"
            );
    }

    /// <summary>The file without the change.</summary>
    public ValuesText Undo(ScalarChange change)
    {
        var place = new PathFinder(Document, change.Path).Find();
        var token = Document.Tokens[place.Token];
        var (splice, old, beforeValue) = change.Applied;
        var start = token.Start - beforeValue;
        var text = Encoding.UTF8.GetBytes(splice.Text);
        var isThere = place.Depth == change.Path.Segments.Count && start >= 0 && Bytes.Span[start..].StartsWith(text);
        var last = isThere ? With(start, text.Length, old.Span) : null;
        return last is not null && EditProof.Holds(last._documents, _documents, Located(splice, place.Token))
            ? last
            : throw Document.Text.Error(token.Start, $"{change.Path} is no longer what the edit made it");
    }

    // The same splice in a file whose other parts may have changed since it was made.
    private Splice Located(Splice splice, int value)
    {
        var first = value - splice.Added + 1;
        var owner = first;
        for (var outer = 0; outer < first && splice.Removed == 0; outer++)
        {
            owner = Document.Tokens[outer].Next > first ? outer : owner;
        }

        return splice with
        {
            Token = first,
            Owner = owner,
        };
    }

    /// <summary>Where the value at a path stands; the path is there.</summary>
    public SourceLocation LocationOf(YamlPath path) =>
        Document.Text.At(Document.Tokens[new PathFinder(Document, path).Find().Token].Start);

    /// <summary>The aliases that stand for a node or for one around it.</summary>
    public IReadOnlyList<SourceLocation> AliasesAround(int token)
    {
        var found = new List<SourceLocation>();
        foreach (ref readonly var alias in Document.Tokens)
        {
            if (alias.Kind == TokenKind.Alias && alias.Target <= token && token < Document.Tokens[alias.Target].Next)
            {
                found.Add(Document.Text.At(alias.Start));
            }
        }

        return found;
    }

    private ValuesText? With(int start, int length, ReadOnlySpan<byte> text)
    {
        try
        {
            var now = Document.Text.With(start, length, text, YamlOptions.Values);
            var again =
                _documents.Count == 1
                    ? YamlParser.ParseAgain(Document, now, YamlOptions.Values, start, start + length)
                    : null;
            return new ValuesText(again is null ? YamlParser.Parse(now, YamlOptions.Values) : [again]);
        }
        catch (UsageException)
        {
            // What does not parse any more is not what was meant.
            return null;
        }
    }
}
