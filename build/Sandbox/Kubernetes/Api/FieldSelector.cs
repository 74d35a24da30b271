using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>Chooses objects by a few of their fields: <c>metadata.name=web,status.phase!=Running</c>.</summary>
internal sealed class FieldSelector
{
    private static readonly string[] OfAllKinds = ["metadata.name", "metadata.namespace"];

    private readonly List<(string[] Path, bool IsEqual, string Value)> _requirements = [];

    /// <exception cref="ApiException">The text is no selector, or names a field that cannot be selected by.</exception>
    public static FieldSelector Parse(string? text, ResourceDefinition resource)
    {
        var selector = new FieldSelector();
        foreach (
            var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw ApiErrors.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            }

            var field = part[..at].TrimEnd('!').Trim();
            if (!OfAllKinds.Contains(field) && !resource.SelectableFields.Contains(field))
            {
                throw ApiErrors.BadRequest($"field label not supported: {field}");
            }

            selector._requirements.Add((field.Split('.'), part[at - 1] != '!', part[at..].TrimStart('=').Trim()));
        }

        return selector;
    }

    public bool Matches(JsonObject item) =>
        _requirements.TrueForAll(requirement =>
            (requirement.Value == (ValueOf(item, requirement.Path) ?? "")) == requirement.IsEqual
        );

    private static string? ValueOf(JsonObject item, string[] path) =>
        item.At(path) switch
        {
            null => null,
            JsonValue value => value.Text() ?? JsonText.ToText(value),
            _ => "",
        };
}
