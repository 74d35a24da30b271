using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>Chooses objects by their labels, written as a query (<c>app=web,tier in (a,b),!old</c>) or as an object.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _requirements = [];

    private LabelSelector() { }

    /// <exception cref="ApiException">The text is no selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        var selector = new LabelSelector();
        foreach (var part in Split(text ?? ""))
        {
            selector._requirements.Add(Requirement(part));
        }

        return selector;
    }

    /// <summary>Reads the <c>matchLabels</c> and <c>matchExpressions</c> of a workload's selector.</summary>
    public static LabelSelector Of(JsonObject? selector)
    {
        var result = OfLabels(selector.Object("matchLabels"));
        foreach (var expression in selector.Items("matchExpressions"))
        {
            result._requirements.Add(
                Requirement(
                    expression.Text("key") ?? "",
                    expression.Text("operator") ?? "",
                    [.. expression.Texts("values")]
                )
            );
        }

        return result;
    }

    /// <summary>A selector for exact labels, as Services have it.</summary>
    public static LabelSelector OfLabels(JsonObject? labels)
    {
        var result = new LabelSelector();
        foreach (var (key, value) in labels.Map())
        {
            result._requirements.Add(Requirement(key, "In", [value]));
        }

        return result;
    }

    public bool Matches(JsonObject item) => Matches(item.Map("metadata", "labels"));

    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        _requirements.TrueForAll(requirement => requirement(labels));

    private static Func<IReadOnlyDictionary<string, string>, bool> Requirement(
        string key,
        string @operator,
        HashSet<string> values
    ) =>
        @operator switch
        {
            "In" => labels => labels.TryGetValue(key, out var value) && values.Contains(value),
            "NotIn" => labels => !labels.TryGetValue(key, out var value) || !values.Contains(value),
            "Exists" => labels => labels.ContainsKey(key),
            "DoesNotExist" => labels => !labels.ContainsKey(key),
            _ => throw ApiErrors.BadRequest($"\"{@operator}\" is not a valid label selector operator"),
        };

    private static Func<IReadOnlyDictionary<string, string>, bool> Requirement(string part)
    {
        if (SetBased().Match(part) is { Success: true } set)
        {
            var values = set.Groups["values"].Value.Split(',').Select(value => value.Trim());
            return Requirement(
                set.Groups["key"].Value,
                set.Groups["operator"].Value == "in" ? "In" : "NotIn",
                [.. values]
            );
        }

        if (Equality().Match(part) is { Success: true } equality)
        {
            return Requirement(
                equality.Groups["key"].Value,
                equality.Groups["operator"].Value == "!=" ? "NotIn" : "In",
                [equality.Groups["value"].Value]
            );
        }

        if (Presence().Match(part) is { Success: true } presence)
        {
            return Requirement(
                presence.Groups["key"].Value,
                presence.Groups["not"].Success ? "DoesNotExist" : "Exists",
                []
            );
        }

        throw ApiErrors.BadRequest($"unable to parse requirement: {part}");
    }

    // Commas separate requirements, except within parentheses.
    private static IEnumerable<string> Split(string text)
    {
        var (depth, start) = (0, 0);
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && (text[index] != ',' || depth > 0))
            {
                depth += text[index] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                continue;
            }

            if (text[start..index].Trim() is { Length: > 0 } part)
            {
                yield return part;
            }

            start = index + 1;
        }
    }

    [GeneratedRegex(
        @"\A(?<key>[\w./-]+)\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex SetBased();

    [GeneratedRegex(
        @"\A(?<key>[\w./-]+)\s*(?<operator>==|=|!=)\s*(?<value>[\w.-]*)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Equality();

    [GeneratedRegex(
        @"\A(?<not>!)?\s*(?<key>[\w./-]+)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Presence();
}
