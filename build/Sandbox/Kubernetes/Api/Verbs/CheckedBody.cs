using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Api.Verbs;

/// <summary>Checks that an object sent by a client is of the kind that its path names and has only that kind's fields.</summary>
internal static class CheckedBody
{
    /// <summary>Checks types and fields; what is unknown is refused, reported or dropped as <c>fieldValidation</c> says.</summary>
    /// <exception cref="ApiException">The object is of another kind, or not well-formed.</exception>
    public static void Check(ApiRequest request, JsonObject body, IReadOnlyList<string> duplicates)
    {
        RequireKind(request, body);
        var checker = new SchemaChecker();
        try
        {
            if (request.Resource.SchemaName is { } name)
            {
                checker.Check(request.Cluster.Schemas[name], body);
            }
            else
            {
                checker.CheckMetadata(request.Cluster.Schemas["meta.ObjectMeta"], body);
            }
        }
        catch (SchemaMismatchException mismatch)
        {
            throw CannotBeHandled(request, mismatch.Message);
        }

        Report(
            request,
            [
                .. checker.UnknownFields.Select(path => $"unknown field \"{path}\""),
                .. duplicates.Select(path => $"duplicate field \"{path}\""),
            ]
        );
    }

    private static void RequireKind(ApiRequest request, JsonObject body)
    {
        var (apiVersion, kind) = (body.Text("apiVersion"), body.Text("kind"));
        if (string.IsNullOrEmpty(kind) || string.IsNullOrEmpty(apiVersion))
        {
            body["apiVersion"] = apiVersion is { Length: > 0 } ? apiVersion : request.Resource.ApiVersion;
            body["kind"] = kind is { Length: > 0 } ? kind : request.Resource.Kind;
            (apiVersion, kind) = (body.Text("apiVersion"), body.Text("kind"));
        }

        if (kind != request.Resource.Kind)
        {
            throw ApiErrors.BadRequest(
                $"{kind} in version \"{apiVersion}\" cannot be handled as a {request.Resource.Kind}: the kind does not match the path"
            );
        }

        if (apiVersion != request.Resource.ApiVersion)
        {
            throw ApiErrors.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({request.Resource.ApiVersion})"
            );
        }
    }

    private static void Report(ApiRequest request, IReadOnlyList<string> problems)
    {
        if (problems.Count == 0)
        {
            return;
        }

        switch (request.Query("fieldValidation"))
        {
            case "Strict":
                throw CannotBeHandled(request, $"strict decoding error: {string.Join(", ", problems)}");
            case "Ignore":
                break;
            default:
                foreach (var problem in problems)
                {
                    Answer.Warn(request.Http, problem);
                }

                break;
        }
    }

    private static ApiException CannotBeHandled(ApiRequest request, string why) =>
        ApiErrors.BadRequest(
            $"{request.Resource.Kind} in version \"{request.Resource.Version}\" cannot be handled as a {request.Resource.Kind}: {why}"
        );
}
