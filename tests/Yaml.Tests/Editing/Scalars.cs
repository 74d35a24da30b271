using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>The scalars of a document, and the bytes that each of them has.</summary>
internal static class Scalars
{
    /// <summary>All scalars that have a path of their own.</summary>
    public static IReadOnlyList<(YamlPath Path, int Start, int End)> Of(YamlDocument document)
    {
        var found = new List<(YamlPath, int, int)>();
        Collect(document, 0, [], found);
        return found;
    }

    private static void Collect(
        YamlDocument document,
        int index,
        string[] path,
        List<(YamlPath Path, int Start, int End)> found
    )
    {
        var token = document.Tokens[index];
        if (token.Kind == TokenKind.Scalar && path.Length > 0)
        {
            found.Add((YamlPath.Of(path), token.Start, token.End));
        }

        var item = 0;
        for (var child = index + 1; child < token.Next; child = document.Tokens[child].Next)
        {
            var key = token.Kind == TokenKind.Mapping ? document.Value(document.Resolve(child)) : $"{item++}";
            child = token.Kind == TokenKind.Mapping ? document.Tokens[child].Next : child;
            Collect(document, child, [.. path, key], found);
        }
    }
}
