using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Validation;

/// <summary>Amounts of resources: <c>100m</c>, <c>1.5</c>, <c>64Mi</c>, <c>2G</c>.</summary>
internal static partial class Quantity
{
    /// <summary>The sentence for what is no quantity.</summary>
    public const string Rule =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static readonly Dictionary<string, double> Suffixes = new(StringComparer.Ordinal)
    {
        ["n"] = 1e-9,
        ["u"] = 1e-6,
        ["m"] = 1e-3,
        [""] = 1,
        ["k"] = 1e3,
        ["M"] = 1e6,
        ["G"] = 1e9,
        ["T"] = 1e12,
        ["P"] = 1e15,
        ["E"] = 1e18,
        ["Ki"] = 1024d,
        ["Mi"] = 1024d * 1024,
        ["Gi"] = 1024d * 1024 * 1024,
        ["Ti"] = 1024d * 1024 * 1024 * 1024,
        ["Pi"] = 1024d * 1024 * 1024 * 1024 * 1024,
        ["Ei"] = 1024d * 1024 * 1024 * 1024 * 1024 * 1024,
    };

    /// <summary>The amount in whole units, or <c>null</c> when the value is no quantity.</summary>
    public static double? Parse(JsonNode? value)
    {
        var text = value.Text() ?? JsonText.ToText(value);
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var number = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return number * Suffixes[match.Groups["suffix"].Value];
    }

    [GeneratedRegex(
        @"\A(?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?)(?<suffix>n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}
