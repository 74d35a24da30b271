namespace Deploy.Sandbox.Kubernetes.Json;

/// <summary>
/// The way from the root of a tree to one of its values, e.g. <c>spec.ports[0].name</c>. It becomes text only where it is
/// told: below a name of a megabyte, the texts of all ways would fill the memory.
/// </summary>
internal sealed class Trail
{
    private readonly Trail? _parent;
    private readonly string? _name;
    private readonly int _index;

    private Trail(Trail? parent, string? name, int index) => (_parent, _name, _index) = (parent, name, index);

    /// <summary>The root itself.</summary>
    public static Trail Root { get; } = new(null, null, 0);

    /// <summary>On to a member of an object.</summary>
    public Trail Member(string name) => new(this, name, 0);

    /// <summary>On to an item of a list.</summary>
    public Trail Item(int index) => new(this, null, index);

    /// <inheritdoc/>
    public override string ToString()
    {
        var steps = new Stack<string>();
        for (var trail = this; trail._parent is not null; trail = trail._parent)
        {
            var separator = trail._parent._parent is null ? "" : ".";
            steps.Push(trail._name is { } name ? separator + name : $"[{trail._index}]");
        }

        return string.Concat(steps);
    }
}
