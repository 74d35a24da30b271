using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api.Bodies;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Discovery;

/// <summary>The operations of a kind, as far as clients look at them.</summary>
internal static class OpenApiPaths
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];

    public static IEnumerable<(string Path, JsonObject Operations)> Of(ResourceDefinition resource, string schema)
    {
        var root = resource.Group.Length == 0 ? $"/api/{resource.Version}" : $"/apis/{resource.ApiVersion}";
        var collection = resource.IsNamespaced
            ? $"{root}/namespaces/{{namespace}}/{resource.Plural}"
            : $"{root}/{resource.Plural}";
        var operations = new JsonObject();
        if (resource.Verbs.Contains("list"))
        {
            operations["get"] = Operation(resource, "list", schema, []);
        }

        if (resource.Verbs.Contains("create"))
        {
            operations["post"] = Operation(resource, "post", schema, [MediaType.Json]);
        }

        yield return (collection, operations);
        if (resource.Verbs.Contains("patch"))
        {
            yield return (
                $"{collection}/{{name}}",
                new JsonObject
                {
                    ["get"] = Operation(resource, "get", schema, []),
                    ["put"] = Operation(resource, "put", schema, [MediaType.Json]),
                    ["patch"] = Operation(resource, "patch", schema, PatchTypes(resource)),
                    ["delete"] = Operation(resource, "delete", schema, []),
                }
            );
        }
    }

    private static IEnumerable<string> PatchTypes(ResourceDefinition resource) =>
        resource.SchemaName is null
            ? [MediaType.ApplyPatch, MediaType.JsonPatch, MediaType.MergePatch]
            : [MediaType.ApplyPatch, MediaType.JsonPatch, MediaType.MergePatch, MediaType.StrategicMergePatch];

    private static JsonObject Operation(
        ResourceDefinition resource,
        string action,
        string schema,
        IEnumerable<string> bodyTypes
    )
    {
        var result = new JsonObject
        {
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = OpenApiSchemas.GroupVersionKind(resource),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "OK", ["content"] = Content([MediaType.Json], schema) },
            },
        };
        var body = Content(bodyTypes, schema);
        if (body.Count > 0)
        {
            result["parameters"] = new JsonArray([.. WriteParameters.Select(QueryParameter)]);
            result["requestBody"] = new JsonObject { ["content"] = body, ["required"] = true };
        }

        return result;
    }

    private static JsonObject Content(IEnumerable<string> types, string schema) =>
        new(
            types.Select(type =>
                KeyValuePair.Create<string, JsonNode?>(
                    type,
                    new JsonObject { ["schema"] = OpenApiSchemas.Reference(schema) }
                )
            )
        );

    private static JsonObject QueryParameter(string name) =>
        new()
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
        };
}
