using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>The refusals of the Kubernetes API, worded as clients (and people) know them.</summary>
internal static class ApiErrors
{
    public static ApiException NotFound(ResourceDefinition resource, string name) =>
        NotFound(resource.QualifiedName, resource.Group, resource.Plural, name);

    public static ApiException NotFound(string qualified, string group, string plural, string name) =>
        new(404, "NotFound", $"{qualified} \"{name}\" not found", Details(name, group, plural));

    /// <summary>The path leads to nothing that is served.</summary>
    public static ApiException NoSuchPath() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiException AlreadyExists(ResourceDefinition resource, string name) =>
        new(
            409,
            "AlreadyExists",
            $"{resource.QualifiedName} \"{name}\" already exists",
            Details(name, resource.Group, resource.Plural)
        );

    public static ApiException Conflict(ResourceDefinition resource, string name, string why) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {resource.QualifiedName} \"{name}\": {why}",
            Details(name, resource.Group, resource.Plural)
        );

    public static ApiException StaleVersion(ResourceDefinition resource, string name) =>
        Conflict(
            resource,
            name,
            "the object has been modified; please apply your changes to the latest version and try again"
        );

    /// <summary>Who asks has not said who they are.</summary>
    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Forbidden(ResourceDefinition resource, string name, string why) =>
        new(
            403,
            "Forbidden",
            $"{resource.QualifiedName} \"{name}\" is forbidden: {why}",
            Details(name, resource.Group, resource.Plural)
        );

    /// <summary>Fields of an object are wrong.</summary>
    public static ApiException Invalid(ResourceDefinition resource, string name, IReadOnlyList<FieldError> errors)
    {
        var kind = resource.Group.Length == 0 ? resource.Kind : $"{resource.Kind}.{resource.Group}";
        var messages = errors.Select(error => error.ToString()).Distinct().ToList();
        var text = messages.Count == 1 ? messages[0] : $"[{string.Join(", ", messages)}]";
        var details = Details(name, resource.Group, resource.Kind);
        details["causes"] = new JsonArray([
            .. errors.Select(error => new JsonObject
            {
                ["reason"] = error.Reason,
                ["message"] = error.Message,
                ["field"] = error.Field,
            }),
        ]);
        return new(422, "Invalid", $"{kind} \"{name}\" is invalid: {text}", details);
    }

    /// <summary>The history that the client wants to continue from is gone; it must list again.</summary>
    public static ApiException Expired(long asked, long oldest) =>
        new(410, "Expired", $"too old resource version: {asked} ({oldest})");

    public static ApiException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiException UnsupportedMediaType(string given, params IEnumerable<string> accepted) =>
        new(
            415,
            "UnsupportedMediaType",
            $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}"
                + (given.Length == 0 ? "" : $" (given: {given})")
        );

    public static ApiException TooLarge(long limit) =>
        new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    public static ApiException TooManyOperations(int most, int given) =>
        new(
            413,
            "RequestEntityTooLarge",
            $"Request entity too large: The allowed maximum operations in a JSON patch is {most}, got {given}"
        );

    public static ApiException Internal(string message) =>
        new(500, "InternalError", $"Internal error occurred: {message}");

    private static JsonObject Details(string name, string group, string kind)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = kind;
        return details;
    }
}
