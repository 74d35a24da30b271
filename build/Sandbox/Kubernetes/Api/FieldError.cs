using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>One wrong field of an object, in the wording of the API server's field errors.</summary>
/// <param name="Field">Path of the field, e.g. <c>spec.ports[0].port</c>.</param>
/// <param name="Reason">Machine-readable reason, e.g. <c>FieldValueInvalid</c>.</param>
/// <param name="Message">What is wrong, without the path.</param>
internal sealed record FieldError(string Field, string Reason, string Message)
{
    public static FieldError Required(string field, string why = "") =>
        new(field, "FieldValueRequired", why.Length == 0 ? "Required value" : $"Required value: {why}");

    public static FieldError Invalid(string field, JsonNode? value, string why) =>
        new(field, "FieldValueInvalid", $"Invalid value: {JsonText.ToText(value)}: {why}");

    public static FieldError Immutable(string field, JsonNode? value) => Invalid(field, value, "field is immutable");

    public static FieldError Duplicate(string field, JsonNode? value) =>
        new(field, "FieldValueDuplicate", $"Duplicate value: {JsonText.ToText(value)}");

    public static FieldError NotSupported(string field, JsonNode? value, params IEnumerable<string> supported) =>
        new(
            field,
            "FieldValueNotSupported",
            $"Unsupported value: {JsonText.ToText(value)}: supported values: {string.Join(", ", supported.Select(one => $"\"{one}\""))}"
        );

    public static FieldError NotFound(string field, JsonNode? value) =>
        new(field, "FieldValueNotFound", $"Not found: {JsonText.ToText(value)}");

    public static FieldError TooLong(string field, int limit) =>
        new(field, "FieldValueTooLong", $"Too long: may not be more than {limit} bytes");

    public static FieldError Forbidden(string field, string why) =>
        new(field, "FieldValueForbidden", $"Forbidden: {why}");

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Message}";
}
