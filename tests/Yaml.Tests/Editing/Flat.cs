using Deploy.Yaml.Editing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>A text as YamlDotNet reads it: every scalar of the first document by its path.</summary>
internal static class Flat
{
    /// <summary>The scalars by path, null where YamlDotNet refuses the text or a path stands twice.</summary>
    public static Dictionary<string, string>? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
            parser.MoveNext();
            parser.MoveNext();
            var found = new Dictionary<string, string>();
            if (parser.Current is DocumentStart && parser.MoveNext())
            {
                Node(parser, [], found);
            }

            return found;
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    // Leaves the parser behind the node.
    private static void Node(Parser parser, string[] path, Dictionary<string, string> found)
    {
        var start = parser.Current;
        parser.MoveNext();
        switch (start)
        {
            case Scalar scalar:
                Add(path, scalar.Value, found);
                break;
            case AnchorAlias alias:
                Add(path, $"*{alias.Value}", found);
                break;
            case SequenceStart:
                for (var item = 0; parser.Current is not SequenceEnd; item++)
                {
                    Node(parser, [.. path, $"{item}"], found);
                }

                parser.MoveNext();
                break;
            case MappingStart:
                while (parser.Current is not MappingEnd)
                {
                    var key = parser.Current is Scalar name
                        ? name.Value
                        : throw new InvalidDataException("a key that is no text");
                    parser.MoveNext();
                    Node(parser, [.. path, key], found);
                }

                parser.MoveNext();
                break;
            default:
                throw new InvalidDataException("no node");
        }
    }

    private static void Add(string[] path, string value, Dictionary<string, string> found)
    {
        if (path.Length > 0)
        {
            found.Add(YamlPath.Of(path).ToString(), value);
        }
    }
}
