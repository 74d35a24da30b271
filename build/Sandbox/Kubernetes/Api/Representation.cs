using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;
using Deploy.Sandbox.Kubernetes.Tables;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>In which form a client wants objects: whole, only their metadata, or as rows of a table.</summary>
internal abstract class Representation
{
    /// <summary>The first form in the <c>Accept</c> header that is known.</summary>
    public static Representation Of(ApiRequest request)
    {
        foreach (var entry in request.Http.Request.Headers.Accept.ToString().Split(','))
        {
            var parameters = entry.Split(';').Select(part => part.Trim()).ToList();
            if (parameters[0] is not ("application/json" or "*/*" or ""))
            {
                continue;
            }

            if (parameters.Contains("as=Table") && parameters.Contains("v=v1"))
            {
                return new TableRepresentation(
                    request.Resource,
                    request.Cluster.Clock,
                    request.Query("includeObject") ?? "Metadata"
                );
            }

            return parameters.Any(part => part.StartsWith("as=PartialObjectMetadata", StringComparison.Ordinal))
                ? new MetadataRepresentation()
                : new WholeRepresentation(request.Resource);
        }

        return new WholeRepresentation(request.Resource);
    }

    public abstract JsonNode Single(StoredObject stored);

    public abstract JsonNode List(IEnumerable<StoredObject> items, JsonObject metadata);

    /// <summary>A bookmark in a watch: an object of which only the version counts.</summary>
    public abstract JsonObject Bookmark(ResourceDefinition resource, JsonObject metadata);
}

/// <summary>Objects as they are.</summary>
internal sealed class WholeRepresentation(ResourceDefinition resource) : Representation
{
    public override JsonNode Single(StoredObject stored)
    {
        var copy = stored.Copy();
        // A custom resource is stored in the version that it was written in.
        copy["apiVersion"] = resource.ApiVersion;
        return copy;
    }

    public override JsonNode List(IEnumerable<StoredObject> items, JsonObject metadata) =>
        new JsonObject
        {
            ["kind"] = resource.ListKind,
            ["apiVersion"] = resource.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. items.Select(Single)]),
        };

    public override JsonObject Bookmark(ResourceDefinition kind, JsonObject metadata) =>
        new()
        {
            ["kind"] = kind.Kind,
            ["apiVersion"] = kind.ApiVersion,
            ["metadata"] = metadata,
        };
}

/// <summary>Only what all kinds have.</summary>
internal sealed class MetadataRepresentation : Representation
{
    private const string Version = "meta.k8s.io/v1";

    public override JsonNode Single(StoredObject stored) => Of(stored);

    public override JsonNode List(IEnumerable<StoredObject> items, JsonObject metadata) =>
        new JsonObject
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = Version,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. items.Select(Of)]),
        };

    public override JsonObject Bookmark(ResourceDefinition resource, JsonObject metadata) => Of(metadata);

    public static JsonObject Of(StoredObject stored) => Of(stored.Json.Object("metadata")!.Copy());

    private static JsonObject Of(JsonObject metadata) =>
        new()
        {
            ["kind"] = "PartialObjectMetadata",
            ["apiVersion"] = Version,
            ["metadata"] = metadata,
        };
}
