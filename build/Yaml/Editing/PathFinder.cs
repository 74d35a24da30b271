using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>How far a path goes in a document.</summary>
/// <param name="Token">The last node on the way that is there: the one that is looked for if all segments were used.</param>
/// <param name="Parent">The collection that it stands in; -1 for the root.</param>
/// <param name="Depth">How many segments were used.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PathPlace(int Token, int Parent, int Depth);

/// <summary>Follows a path to the very bytes that Helm reads there, and refuses where these are not plain to see.</summary>
internal sealed class PathFinder(YamlDocument document, YamlPath path)
{
    /// <summary>Follows the path as far as it goes.</summary>
    /// <exception cref="UsageException">It leads through an alias, a merge key, a doubled key, or something that has no keys.</exception>
    public PathPlace Find()
    {
        var place = new PathPlace(0, -1, 0);
        while (true)
        {
            RequireNoAlias(place);
            if (place.Depth == path.Segments.Count || Child(place) is not { } child)
            {
                return place;
            }

            place = new PathPlace(child, place.Token, place.Depth + 1);
        }
    }

    private int? Child(PathPlace place) =>
        document.Tokens[place.Token].Kind switch
        {
            TokenKind.Mapping => Entry(place),
            TokenKind.Sequence => Item(place),
            TokenKind.Scalar or TokenKind.Alias => document.IsNull(place.Token)
                ? null
                : throw Refuse(place, $"{Name(place.Depth)} is a single value and has no key {Quote(place)}"),
        };

    private int? Entry(PathPlace place)
    {
        var segment = Encoding.UTF8.GetBytes(path.Segments[place.Depth]);
        var tokens = document.Tokens;
        var found = -1;
        for (var key = place.Token + 1; key < tokens[place.Token].Next; key = tokens[tokens[key].Next].Next)
        {
            if (MappingReader.IsMergeKey(document, key))
            {
                RequireNotMerged(place, key, found);
            }
            else if (document.HasValue(document.Resolve(key), segment))
            {
                found = found < 0 ? key : throw Doubled(place, found, key);
            }
        }

        if (found < 0)
        {
            return null;
        }

        RequireText(place, found);
        return tokens[found].Next;
    }

    private int Item(PathPlace place)
    {
        var tokens = document.Tokens;
        var isNumber = int.TryParse(
            path.Segments[place.Depth],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        var count = 0;
        for (var item = place.Token + 1; item < tokens[place.Token].Next; item = tokens[item].Next)
        {
            if (isNumber && count == number)
            {
                return item;
            }

            count++;
        }

        throw Refuse(
            place,
            isNumber
                ? $"{Name(place.Depth)} is a list of {count}; it has no item {number} (they count from 0)"
                : $"{Name(place.Depth)} is a list and has no key {Quote(place)}"
        );
    }

    private void RequireNoAlias(PathPlace place)
    {
        if (document.Tokens[place.Token].Kind == TokenKind.Alias)
        {
            var alias = document.Text.Slice(document.Tokens[place.Token].Start, document.Tokens[place.Token].End);
            throw Refuse(
                place,
                $"{Name(place.Depth)} is the alias {alias}; what it stands for is at {At(document.Resolve(place.Token))}",
                "set it there, or write the value out in place of the alias"
            );
        }
    }

    // Helm reads a mapping from top to bottom: "<<" overrides what stands before it, and is overridden by what follows.
    private void RequireNotMerged(PathPlace place, int mergeKey, int explicitKey)
    {
        var segment = path.Segments[place.Depth];
        foreach (var source in MappingReader.Sources(document, document.Tokens[mergeKey].Next))
        {
            if (
                !MappingReader.Read(document, source).TryGetValue(segment, out var entry)
                || IsOverridden(place, mergeKey)
            )
            {
                continue;
            }

            throw explicitKey < 0
                ? Refuse(
                    place with
                    {
                        Token = mergeKey,
                    },
                    $"{Name(place.Depth + 1)} comes through the merge key '<<'; its value is at {At(entry.Value)}",
                    $"set it there, or write {Quote(place)} below this '<<' to override it here"
                )
                : Refuse(
                    place with
                    {
                        Token = explicitKey,
                    },
                    $"{Name(place.Depth + 1)} has no effect: Helm takes it through the '<<' below it, from {At(entry.Value)}",
                    "move the key below the '<<'"
                );
        }
    }

    private bool IsOverridden(PathPlace place, int mergeKey)
    {
        var segment = Encoding.UTF8.GetBytes(path.Segments[place.Depth]);
        var tokens = document.Tokens;
        for (
            var key = tokens[tokens[mergeKey].Next].Next;
            key < tokens[place.Token].Next;
            key = tokens[tokens[key].Next].Next
        )
        {
            if (document.HasValue(document.Resolve(key), segment))
            {
                return true;
            }
        }

        return false;
    }

    // Helm's keys are texts made from what a plain key stands for: "on" is the key "true".
    private void RequireText(PathPlace place, int key)
    {
        var text = path.Segments[place.Depth];
        var isText = document.KindOf(document.Resolve(key)) switch
        {
            ScalarKind.Text or ScalarKind.Timestamp => true,
            ScalarKind.Number => text == "0" || (text.All(char.IsAsciiDigit) && !text.StartsWith('0')),
            ScalarKind.Null or ScalarKind.Boolean or ScalarKind.Special => false,
        };
        if (!isText)
        {
            throw Refuse(
                place with
                {
                    Token = key,
                },
                $"Helm does not read the unquoted key {Quote(place)} as this text",
                "put the key in quotes"
            );
        }
    }

    private UsageException Doubled(PathPlace place, int first, int second) =>
        Refuse(
            place with
            {
                Token = second,
            },
            $"{Name(place.Depth + 1)} stands twice in its mapping, first at {At(first)}; Helm reads only the last",
            "remove one of the two"
        );

    private string Name(int depth) => depth == 0 ? "the file" : Printable.Escape(path.Prefix(depth));

    private string Quote(PathPlace place) => Printable.Quote(path.Segments[place.Depth]);

    private SourceLocation At(int token) => document.Text.At(document.Tokens[token].Start);

    private UsageException Refuse(PathPlace place, string problem, string? nextStep = null) =>
        document.Text.Error(document.Tokens[place.Token].Start, problem, nextStep);
}
