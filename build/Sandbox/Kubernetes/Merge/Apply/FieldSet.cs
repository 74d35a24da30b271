using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>
/// A set of fields of an object, as a tree of path elements. An element is <c>f:name</c> for a field or map entry,
/// <c>k:{"name":"web"}</c> for an item of a keyed list, <c>v:"x"</c> for one of a set.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>Whether the path that leads here is itself in the set.</summary>
    public bool IsMember { get; set; }

    /// <summary>The value at the path, where it was read from an object and is owned as a whole.</summary>
    public JsonNode? Value { get; init; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !IsMember && _children.Values.All(child => child.IsEmpty);

    public FieldSet? Child(string element) => _children.GetValueOrDefault(element);

    public void Add(string element, FieldSet child) => _children[element] = child;

    /// <summary>What is in either set.</summary>
    public FieldSet Union(FieldSet other) =>
        Combine(other, (mine, theirs) => mine || theirs, static child => child, static child => child);

    /// <summary>What is in both sets.</summary>
    public FieldSet Intersect(FieldSet other) =>
        Combine(other, (mine, theirs) => mine && theirs, static _ => null, static _ => null);

    /// <summary>What is in this set and not in the other.</summary>
    public FieldSet Except(FieldSet other) =>
        Combine(other, (mine, theirs) => mine && !theirs, static child => child, static _ => null);

    public bool SetEquals(FieldSet other) => Except(other).IsEmpty && other.Except(this).IsEmpty;

    /// <summary>The paths in the set, as conflicts name them: <c>.spec.containers[name="web"].image</c>.</summary>
    public IEnumerable<string> Paths(string prefix = "") =>
        (IsMember ? [prefix] : Enumerable.Empty<string>()).Concat(
            _children.SelectMany(child => child.Value.Paths(prefix + FieldPath.Display(child.Key)))
        );

    private FieldSet Combine(
        FieldSet other,
        Func<bool, bool, bool> member,
        Func<FieldSet, FieldSet?> onlyMine,
        Func<FieldSet, FieldSet?> onlyTheirs
    )
    {
        var result = new FieldSet { IsMember = member(IsMember, other.IsMember), Value = Value };
        foreach (var (element, mine) in _children)
        {
            var combined = other.Child(element) is { } theirs
                ? mine.Combine(theirs, member, onlyMine, onlyTheirs)
                : onlyMine(mine);
            if (combined is { IsEmpty: false })
            {
                result.Add(element, combined);
            }
        }

        foreach (var (element, theirs) in other._children)
        {
            if (Child(element) is null && onlyTheirs(theirs) is { IsEmpty: false } kept)
            {
                result.Add(element, kept);
            }
        }

        return result;
    }
}
