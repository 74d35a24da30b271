using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources.Core;

/// <summary>What ConfigMaps and Secrets have in common.</summary>
internal abstract partial class DataStrategy : ResourceStrategy
{
    /// <summary>The API server's own limit, in bytes.</summary>
    private const int Limit = 1024 * 1024;

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var size = 0L;
        foreach (var field in new[] { "data", "binaryData" })
        {
            foreach (var (key, value) in next.Object(field) ?? [])
            {
                size += SizeOf(next, field, value.Text() ?? "");
                if (key.Length > 253 || !Key().IsMatch(key))
                {
                    yield return FieldError.Invalid(
                        $"{field}[{key}]",
                        key,
                        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
                    );
                }
            }
        }

        if (size > Limit)
        {
            yield return FieldError.TooLong("data", Limit);
        }
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current)
    {
        if (!current.Flag("immutable"))
        {
            yield break;
        }

        if (!next.Flag("immutable"))
        {
            yield return FieldError.Forbidden("immutable", "field is immutable when `immutable` is set");
        }

        foreach (var field in new[] { "data", "binaryData" })
        {
            if (!JsonNode.DeepEquals(next.At(field), current.At(field)))
            {
                yield return FieldError.Forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }

    private static long SizeOf(JsonObject item, string field, string value) =>
        field == "binaryData" || item.Text("kind") == "Secret"
            ? value.Length * 3L / 4
            : Encoding.UTF8.GetByteCount(value);

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Key();
}

/// <summary>ConfigMaps.</summary>
internal sealed class ConfigMapStrategy : DataStrategy;

/// <summary>Secrets.</summary>
internal sealed class SecretStrategy : DataStrategy
{
    // Plain values are taken over into the encoded ones, and never come back.
    public override void Default(JsonObject next)
    {
        foreach (var (key, value) in next.Object("stringData") ?? [])
        {
            next.Ensure("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value.Text() ?? ""));
        }

        next.Remove("stringData");
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current)
    {
        var errors = base.ValidateUpdate(next, current);
        return next.Text("type") == current.Text("type")
            ? errors
            : errors.Append(FieldError.Immutable("type", next.At("type")));
    }
}
