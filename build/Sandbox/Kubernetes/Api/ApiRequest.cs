using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api.Bodies;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Schema;
using Deploy.Sandbox.Kubernetes.Store;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>A request for objects of one kind.</summary>
/// <param name="Http">The request and its answer.</param>
/// <param name="Cluster">The cluster that is asked.</param>
/// <param name="Info">What the path names.</param>
/// <param name="Resource">The kind.</param>
internal sealed record ApiRequest(HttpContext Http, Cluster Cluster, RequestInfo Info, ResourceDefinition Resource)
{
    /// <summary>The object that the path names.</summary>
    public ObjectKey Key => new(Resource.QualifiedName, Resource.IsNamespaced ? Info.Namespace : "", Info.Name);

    public bool IsDryRun => Query("dryRun") == "All";

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Who writes: the <c>fieldManager</c>, or else the program that the client says it is.</summary>
    public string Manager =>
        Query("fieldManager") is { Length: > 0 } manager ? manager
        : Http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent.Split('/')[0]
        : "unknown";

    public WriteOptions WriteOptions => new(Manager, IsDryRun);

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;

    public bool QueryFlag(string name) => Query(name) is "true" or "1";

    /// <summary>The stored object that the path names.</summary>
    /// <exception cref="ApiException">It is not there.</exception>
    public StoredObject RequireStored() => Cluster.Store.Find(Key) ?? throw ApiErrors.NotFound(Resource, Info.Name);

    public Task<RequestBody> ReadBodyAsync(SchemaType? schema) => RequestBody.ReadAsync(Http, (_, _) => schema);

    /// <summary>Writes an object as the client wants to see it.</summary>
    public Task AnswerAsync(StoredObject stored, int status = StatusCodes.Status200OK) =>
        Answer.WriteAsync(Http, status, Representation.Of(this).Single(stored));

    public Task AnswerAsync(JsonNode body, int status = StatusCodes.Status200OK) =>
        Answer.WriteAsync(Http, status, body);

    /// <summary>Refuses a method that the path does not take.</summary>
    public void RequireVerb(string verb)
    {
        if (!Resource.Verbs.Contains(verb))
        {
            throw ApiErrors.MethodNotAllowed();
        }
    }
}
