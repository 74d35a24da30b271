using System.Text.Json;

namespace Deploy.Planning.Saving;

/// <summary>Something in which two plans, or what they were made from, differ.</summary>
/// <param name="What">What it is: <c>services.infosite.version</c>, <c>catalog charts/services.yaml</c>.</param>
/// <param name="Old">What it was; null where it was not there.</param>
/// <param name="New">What it is; null where it is not there.</param>
internal sealed record PlanChange(string What, string? Old, string? New)
{
    private const int Longest = 120;

    /// <inheritdoc/>
    public override string ToString() => $"{Printable.Escape(What)}: {Shown(Old)} → {Shown(New)}";

    private static string Shown(string? text) =>
        text is null ? "(nothing)"
        : text.Length > Longest ? $"{Printable.Escape(text[..Longest])}…"
        : Printable.Escape(text);
}

/// <summary>Finds them.</summary>
internal static class PlanChanges
{
    // Follows from the values file, which has a fingerprint of its own.
    private const string Derived = "values_diff";

    /// <summary>Everything in which two plans differ.</summary>
    public static IReadOnlyList<PlanChange> Between(SavedPlan old, SavedPlan now) =>
        [.. Between(old.MadeFrom, now.MadeFrom), .. Between("", old.Plan, now.Plan)];

    private static IEnumerable<PlanChange> Between(
        IReadOnlyDictionary<string, string> old,
        IReadOnlyDictionary<string, string> now
    ) =>
        old
            .Keys.Union(now.Keys)
            .Select(what => new PlanChange(what, old.GetValueOrDefault(what), now.GetValueOrDefault(what)))
            .Where(change => change.Old != change.New);

    private static IEnumerable<PlanChange> Between(string path, JsonElement? old, JsonElement? now)
    {
        if (old?.ValueKind is JsonValueKind.Object or JsonValueKind.Array && now?.ValueKind == old?.ValueKind)
        {
            var (before, after) = (Parts(old!.Value), Parts(now!.Value));
            return before
                .Keys.Union(after.Keys)
                .Where(name => name != Derived)
                .SelectMany(name =>
                    Between(path.Length == 0 ? name : $"{path}.{name}", Find(before, name), Find(after, name))
                );
        }

        var change = new PlanChange(path, Text(old), Text(now));
        return change.Old == change.New ? [] : [change];
    }

    private static JsonElement? Find(Dictionary<string, JsonElement> parts, string name) =>
        parts.TryGetValue(name, out var part) ? part : null;

    // What stands in a list goes by its name, so that one service more does not make all behind it look changed.
    private static Dictionary<string, JsonElement> Parts(JsonElement whole)
    {
        var parts = new Dictionary<string, JsonElement>();
        if (whole.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in whole.EnumerateObject())
            {
                parts[property.Name] = property.Value;
            }

            return parts;
        }

        foreach (var (index, item) in whole.EnumerateArray().Index())
        {
            var isNamed = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out _);
            parts[isNamed ? item.GetProperty("name").ToString() : $"{index + 1}"] = item;
        }

        return parts;
    }

    private static string? Text(JsonElement? value) =>
        value?.ValueKind is null or JsonValueKind.Null ? null : value.Value.ToString();
}
