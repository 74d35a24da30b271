using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Merge;

/// <summary>A copy of a list whose items are found by the value of their merge key, however many there are.</summary>
internal sealed class KeyedItems
{
    private readonly List<JsonNode?> _items;
    private readonly HashSet<int> _removed = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public KeyedItems(string key, JsonArray list)
    {
        _items = [.. list.Select(item => item.CopyOrNull())];
        for (var index = 0; index < _items.Count; index++)
        {
            _places.TryAdd(JsonText.ToText(_items[index].At(key)), index);
        }
    }

    /// <summary>The first item with a key. A new one comes last; <c>null</c> is for one that is not there.</summary>
    public JsonObject? this[JsonNode? key]
    {
        get => _places.TryGetValue(JsonText.ToText(key), out var place) ? _items[place] as JsonObject : null;
        set
        {
            var text = JsonText.ToText(key);
            if (_places.TryGetValue(text, out var place))
            {
                _items[place] = value;
            }
            else if (value is not null)
            {
                (place, _places[text]) = (_items.Count, _items.Count);
                _items.Add(value);
            }

            if (value is null && _places.Remove(text))
            {
                _removed.Add(place);
            }
        }
    }

    public JsonArray ToArray() => new([.. _items.Where((_, index) => !_removed.Contains(index))]);
}
