using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Validation;

/// <summary>Checks <c>metadata</c>, which all kinds share.</summary>
internal static partial class MetadataValidation
{
    private const int AnnotationsLimit = 256 * 1024;

    private const string QualifiedNameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string LabelValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static IEnumerable<FieldError> Check(ResourceDefinition resource, JsonObject next)
    {
        var name = next.Text("metadata", "name") ?? "";
        var nameErrors =
            name.Length == 0
                ? [FieldError.Required("metadata.name", "name or generateName is required")]
                : resource.Strategy.NameRule.Check("metadata.name", name);
        return
        [
            .. nameErrors,
            .. CheckLabels("metadata.labels", next.Object("metadata", "labels")),
            .. CheckAnnotations(next.Object("metadata", "annotations")),
            .. CheckOwners(next),
        ];
    }

    /// <summary>Checks keys and values of labels, or of the labels that a selector asks for.</summary>
    public static IEnumerable<FieldError> CheckLabels(string field, JsonObject? labels)
    {
        foreach (var (key, value) in labels ?? [])
        {
            foreach (var error in CheckKey(field, key))
            {
                yield return error;
            }

            var text = value.Text() ?? "";
            if (text.Length > 63)
            {
                yield return FieldError.Invalid(field, text, "must be no more than 63 characters");
            }

            if (!LabelValue().IsMatch(text))
            {
                yield return FieldError.Invalid(field, text, LabelValueRule);
            }
        }
    }

    private static IEnumerable<FieldError> CheckAnnotations(JsonObject? annotations)
    {
        var size = 0;
        foreach (var (key, value) in annotations ?? [])
        {
            foreach (var error in CheckKey("metadata.annotations", key.ToLowerInvariant()))
            {
                yield return error;
            }

            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.Text() ?? "");
        }

        if (size > AnnotationsLimit)
        {
            yield return FieldError.TooLong("metadata.annotations", AnnotationsLimit);
        }
    }

    private static IEnumerable<FieldError> CheckKey(string field, string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        if (slash >= 0)
        {
            foreach (var problem in NameRule.Subdomain.Problems(key[..slash]))
            {
                yield return FieldError.Invalid(field, key, $"prefix part {problem}");
            }
        }

        if (name.Length == 0)
        {
            yield return FieldError.Invalid(field, key, "name part must be non-empty");
        }

        if (name.Length > 63)
        {
            yield return FieldError.Invalid(field, key, "name part must be no more than 63 characters");
        }

        if (!QualifiedName().IsMatch(name))
        {
            yield return FieldError.Invalid(field, key, QualifiedNameRule);
        }
    }

    private static IEnumerable<FieldError> CheckOwners(JsonObject next)
    {
        var index = 0;
        foreach (var owner in next.Items("metadata", "ownerReferences"))
        {
            foreach (var required in new[] { "apiVersion", "kind", "name", "uid" })
            {
                if (string.IsNullOrEmpty(owner.Text(required)))
                {
                    yield return FieldError.Invalid(
                        $"metadata.ownerReferences[{index}].{required}",
                        owner.Text(required) ?? "",
                        $"{required} must not be empty"
                    );
                }
            }

            index++;
        }
    }

    [GeneratedRegex(
        @"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex QualifiedName();

    [GeneratedRegex(
        @"\A(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex LabelValue();
}
