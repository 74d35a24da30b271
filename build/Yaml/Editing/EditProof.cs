using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>
/// Compares a file before and after a splice, token by token: everything but what the splice is for must be the same
/// bytes, in the same place of the same structure.
/// </summary>
internal sealed class EditProof(YamlDocument before, YamlDocument after, Splice splice)
{
    private readonly int _delta = splice.Added - splice.Removed;
    private readonly int _movedBytes = after.Text.Bytes.Length - before.Text.Bytes.Length;

    /// <summary>Whether the file differs in the edited value and in nothing else.</summary>
    public static bool Holds(IReadOnlyList<YamlDocument> before, IReadOnlyList<YamlDocument> after, Splice splice)
    {
        if (before.Count != after.Count || !new EditProof(before[0], after[0], splice).Holds())
        {
            return false;
        }

        for (var i = 1; i < before.Count; i++)
        {
            // All of it stands behind the splice.
            var elsewhere = splice with
            {
                Owner = -1,
                Token = 0,
                NewKeys = [],
                Removed = 1,
            };
            var proof = new EditProof(before[i], after[i], elsewhere);
            if (before[i].Tokens.Length != after[i].Tokens.Length || !proof.IsSame(0, before[i].Tokens.Length))
            {
                return false;
            }
        }

        return true;
    }

    private bool Holds() =>
        before.Tokens.Length + _delta == after.Tokens.Length
        && IsSame(0, splice.Token)
        && IsSame(splice.Token + splice.Removed, before.Tokens.Length)
        && IsAdded();

    private bool IsSame(int from, int to)
    {
        var tokens = before.Tokens;
        var others = after.Tokens;
        var added = from < splice.Token ? 0 : _delta;
        var moved = from < splice.Token ? 0 : _movedBytes;
        for (var index = from; index < to; index++)
        {
            ref readonly var token = ref tokens[index];
            ref readonly var other = ref others[index + added];
            if (!IsSameToken(in token, in other, index, moved) || !IsSameText(in token, in other, index, added, moved))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSameToken(ref readonly Token token, ref readonly Token other, int index, int moved)
    {
        var isAlias = token.Kind == TokenKind.Alias;
        return token.Kind == other.Kind
            && token.Style == other.Style
            && token.IsFlow == other.IsFlow
            && token.HasProperties == other.HasProperties
            && other.Start == token.Start + moved
            && other.Next == Moved(token.Next, index)
            && other.Detail == (isAlias ? Moved(token.Target, index) : token.Indent);
    }

    // Where the offsets of a token have stayed, or moved with the bytes behind the splice, its bytes are the same: there
    // the file was copied.
    private bool IsSameText(ref readonly Token token, ref readonly Token other, int index, int added, int moved) =>
        (
            token.Kind is TokenKind.Mapping or TokenKind.Sequence
            || other.End == token.End + moved
            || IsSameBlock(index, index + added)
        ) && (!token.HasProperties || HasSameProperties(index, index + added));

    // A block at the end of a file that does not end its last line gets that line end when an entry is added behind it.
    private bool IsSameBlock(int index, int otherIndex) =>
        before.Tokens[index].Style is ScalarStyle.Literal or ScalarStyle.Folded
        && before.Value(index) == after.Value(otherIndex);

    private bool HasSameProperties(int index, int otherIndex) =>
        before.Anchor(index).SequenceEqual(after.Anchor(otherIndex))
        && before.Tag(index).SequenceEqual(after.Tag(otherIndex));

    // Where an index before the splice is after it. A collection that ends just where an entry is added grows only if it is
    // around it; a node that began there has moved.
    private int Moved(int target, int from)
    {
        var stays = splice.Removed > 0 || (from > splice.Owner && from < splice.Token);
        return target < splice.Token || (target == splice.Token && stays) ? target : target + _delta;
    }

    private bool IsAdded()
    {
        var index = splice.Token;
        var tokens = after.Tokens;
        var end = splice.Token + splice.Added;
        for (var i = 0; i < splice.NewKeys.Count; i++)
        {
            if (i > 0 || splice.Removed > 0)
            {
                if (tokens[index].Kind != TokenKind.Mapping || tokens[index].Next != end)
                {
                    return false;
                }

                index++;
            }

            if (!IsText(index, splice.NewKeys[i]))
            {
                return false;
            }

            index++;
        }

        return index == end - 1 && IsText(index, splice.Value);
    }

    private bool IsText(int index, string value) =>
        after.Tokens[index].Kind == TokenKind.Scalar && after.IsText(index) && after.Value(index) == value;
}
