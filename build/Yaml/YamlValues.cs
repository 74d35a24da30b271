using System.Globalization;

namespace Deploy.Yaml;

/// <summary>Typed values out of nodes. Each throws a <see cref="UsageException"/> that says what was expected, and where.</summary>
public static class YamlValues
{
    /// <summary>Any single value as it is written: <c>1.20</c> and <c>yes</c> are text too.</summary>
    public static string AsString(this YamlNode node) =>
        node is YamlScalar { IsNull: false } scalar ? scalar.Value : throw node.Error($"must be text, not {node.Kind}");

    /// <summary>A value that a type of the model takes; what it refuses gets this node's place.</summary>
    /// <param name="node">The value.</param>
    /// <param name="create">Makes the value, e.g. <c>text =&gt; new ServiceName(text)</c>.</param>
    public static T As<T>(this YamlNode node, Func<string, T> create) => node.As(node.AsString(), create);

    /// <summary>What a type of the model makes of a text that belongs to a node, as its key does; what it refuses gets the node's place.</summary>
    /// <param name="node">Where it stands.</param>
    /// <param name="text">The text.</param>
    /// <param name="create">Makes the value.</param>
    public static T As<T>(this YamlNode node, string text, Func<string, T> create)
    {
        try
        {
            return create(text);
        }
        catch (UsageException exception)
        {
            throw exception.At(node.Location);
        }
    }

    /// <summary>A whole number in decimal notation.</summary>
    public static int AsInt(this YamlNode node, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        node is YamlScalar scalar
        && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= minimum
        && number <= maximum
            ? number
            : throw node.Error($"must be a whole number{Range(minimum, maximum)}, not {node.Kind}");

    /// <summary><c>true</c> or <c>false</c>, or what YAML 1.1 and Helm also read as such: yes, no, on, off.</summary>
    public static bool AsBool(this YamlNode node) =>
        (node as YamlScalar)?.Value switch
        {
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
            _ => throw node.Error($"must be true or false, not {node.Kind}"),
        };

    /// <summary>A length of time as Helm and Go write it, <c>90s</c>, <c>1m30s</c>, <c>1.5h</c>; a bare number is seconds.</summary>
    public static TimeSpan AsDuration(this YamlNode node)
    {
        var text = node.AsString();
        return Duration.TryRead(text) ?? throw node.Error($"must be a time such as '90s' or '5m', not {node.Kind}");
    }

    /// <summary>The name of a member of <typeparamref name="T"/> in lower case; what is none gets the nearest one.</summary>
    public static T AsOneOf<T>(this YamlNode node)
        where T : struct, Enum => (T)OneOf(node, typeof(T));

    // Generic code would be compiled for every enum anew, at each start of the program.
    private static object OneOf(YamlNode node, Type type)
    {
        var words = Array.ConvertAll(Enum.GetNames(type), name => name.ToLowerInvariant());
        var text = node.AsString();
        return Array.IndexOf(words, text) >= 0
            ? Enum.Parse(type, text, ignoreCase: true)
            : throw node.Error(
                $"is {node.Kind}, not one of {string.Join(", ", words)}{Nearest.Suggestion(text, words)}"
            );
    }

    /// <summary>A list of single values.</summary>
    public static IReadOnlyList<string> AsStrings(this YamlNode node) => [.. node.AsSequence().Select(AsString)];

    private static string Range(int minimum, int maximum) =>
        (minimum, maximum) switch
        {
            (int.MinValue, int.MaxValue) => "",
            (_, int.MaxValue) => $" of at least {minimum}",
            (int.MinValue, _) => $" of at most {maximum}",
            _ => $" from {minimum} to {maximum}",
        };
}
