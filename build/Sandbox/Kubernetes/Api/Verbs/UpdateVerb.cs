using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Answers PUT of an object or of its status.</summary>
internal static class UpdateVerb
{
    public static async Task HandleAsync(ApiRequest request, WriteScope scope)
    {
        request.RequireVerb("update");
        var body = await request.ReadBodyAsync(request.Cluster.Writer.SchemaOf(request.Resource));
        var next = body.RequireObject();
        CheckedBody.Check(request, next, body.Duplicates);
        if (next.Text("metadata", "name") is var name && name != request.Info.Name)
        {
            throw ApiErrors.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({request.Info.Name})"
            );
        }

        var stored = request.Cluster.Store.Exclusively(() =>
            request.Cluster.Writer.Update(request.Resource, request.RequireStored(), next, scope, request.WriteOptions)
        );
        await request.AnswerAsync(stored);
    }
}
