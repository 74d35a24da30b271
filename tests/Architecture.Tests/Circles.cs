namespace Deploy.Architecture.Tests;

/// <summary>Finds the strongly connected parts of a graph that have more than one member (Tarjan's algorithm).</summary>
internal sealed class Circles(IReadOnlyDictionary<string, IReadOnlySet<string>> uses)
{
    private readonly Dictionary<string, int> _indices = [];
    private readonly Dictionary<string, int> _lowest = [];
    private readonly Stack<string> _open = new();
    private readonly List<IReadOnlyList<string>> _found = [];

    public IReadOnlyList<IReadOnlyList<string>> Find()
    {
        foreach (var node in uses.Keys.Order(StringComparer.Ordinal))
        {
            Visit(node);
        }

        return _found;
    }

    private void Visit(string node)
    {
        if (!_indices.TryAdd(node, _indices.Count))
        {
            return;
        }

        _lowest[node] = _indices[node];
        _open.Push(node);
        foreach (var used in uses.GetValueOrDefault(node) ?? new HashSet<string>())
        {
            Visit(used);
            if (_open.Contains(used))
            {
                _lowest[node] = Math.Min(_lowest[node], _lowest[used]);
            }
        }

        if (_lowest[node] == _indices[node])
        {
            Close(node);
        }
    }

    private void Close(string first)
    {
        var circle = new List<string>();
        do
        {
            circle.Add(_open.Pop());
        } while (circle[^1] != first);
        if (circle.Count > 1)
        {
            _found.Add([.. circle.Order(StringComparer.Ordinal)]);
        }
    }
}
