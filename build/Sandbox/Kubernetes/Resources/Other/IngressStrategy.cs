using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Other;

/// <summary>Ingresses.</summary>
internal sealed class IngressStrategy : ResourceStrategy
{
    private static readonly string[] PathTypes = ["Exact", "ImplementationSpecific", "Prefix"];

    public override bool CountsGenerations => true;

    public override JsonObject InitialStatus(JsonObject next) => new() { ["loadBalancer"] = new JsonObject() };

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var rules = next.Items("spec", "rules").ToList();
        var errors = new List<FieldError>();
        if (rules.Count == 0 && next.Object("spec", "defaultBackend") is null)
        {
            errors.Add(
                FieldError.Invalid("spec", next.At("spec"), "either `defaultBackend` or `rules` must be specified")
            );
        }

        for (var index = 0; index < rules.Count; index++)
        {
            var path = $"spec.rules[{index}]";
            if (rules[index].Text("host") is { Length: > 0 } host)
            {
                errors.AddRange(CheckHost($"{path}.host", host));
            }

            var paths = rules[index].Items("http", "paths").ToList();
            for (var at = 0; at < paths.Count; at++)
            {
                errors.AddRange(CheckPath($"{path}.http.paths[{at}]", paths[at]));
            }
        }

        return errors;
    }

    private static IEnumerable<FieldError> CheckHost(string field, string host) =>
        NameRule.Subdomain.Check(field, host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host);

    private static IEnumerable<FieldError> CheckPath(string field, JsonObject path)
    {
        var type = path.Text("pathType");
        if (type is null)
        {
            yield return FieldError.Required($"{field}.pathType", "pathType must be specified");
        }
        else if (!PathTypes.Contains(type))
        {
            yield return FieldError.NotSupported($"{field}.pathType", type, PathTypes);
        }

        if (type is "Exact" or "Prefix" && path.Text("path")?.StartsWith('/') != true)
        {
            yield return FieldError.Invalid($"{field}.path", path.Text("path") ?? "", "must be an absolute path");
        }

        if (path.Object("backend", "service") is { } service)
        {
            if (string.IsNullOrEmpty(service.Text("name")))
            {
                yield return FieldError.Required($"{field}.backend.service.name");
            }

            if (service.At("port", "number") is null && service.At("port", "name") is null)
            {
                yield return FieldError.Required($"{field}.backend.service.port", "port name or number is required");
            }
        }
        else if (path.Object("backend", "resource") is null)
        {
            yield return FieldError.Required($"{field}.backend", "either `service` or `resource` must be specified");
        }
    }
}
