using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Validation;

/// <summary>Checks one container of a pod.</summary>
internal static class ContainerValidation
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket", "grpc"];

    /// <param name="path">Where the container stands.</param>
    /// <param name="container">The container.</param>
    /// <param name="volumes">The pod's volumes, which its mounts must name.</param>
    public static IEnumerable<FieldError> Check(string path, JsonObject container, IReadOnlyCollection<string> volumes)
    {
        var name = container.Text("name") ?? "";
        return
        [
            .. name.Length == 0 ? [FieldError.Required($"{path}.name")] : NameRule.Label.Check($"{path}.name", name),
            .. CheckImage($"{path}.image", container.Text("image") ?? ""),
            .. PodSpecValidation.CheckChoice(
                $"{path}.imagePullPolicy",
                container.Text("imagePullPolicy"),
                PullPolicies
            ),
            .. CheckPorts($"{path}.ports", container.Items("ports").ToList()),
            .. CheckEnvironment($"{path}.env", container.Items("env").ToList()),
            .. CheckMounts($"{path}.volumeMounts", container.Items("volumeMounts").ToList(), volumes),
            .. CheckResources($"{path}.resources", container.Object("resources")),
            .. CheckProbe($"{path}.livenessProbe", container.Object("livenessProbe")),
            .. CheckProbe($"{path}.readinessProbe", container.Object("readinessProbe")),
            .. CheckProbe($"{path}.startupProbe", container.Object("startupProbe")),
        ];
    }

    private static IEnumerable<FieldError> CheckImage(string field, string image)
    {
        if (image.Length == 0)
        {
            yield return FieldError.Required(field);
        }
        else if (image.Trim() != image)
        {
            yield return FieldError.Invalid(field, image, "must not have leading or trailing whitespace");
        }
    }

    private static IEnumerable<FieldError> CheckPorts(string path, List<JsonObject> ports)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < ports.Count; index++)
        {
            var (port, field) = (ports[index], $"{path}[{index}]");
            var number = port.Number("containerPort");
            var errors = number is null or 0
                ? [FieldError.Required($"{field}.containerPort")]
                : PortValidation.CheckNumber($"{field}.containerPort", number);
            errors = errors.Concat(PortValidation.CheckProtocol($"{field}.protocol", port.Text("protocol")));
            if (port.Text("name") is { Length: > 0 } name)
            {
                errors = errors.Concat(PortValidation.CheckName($"{field}.name", name));
                errors = names.Add(name) ? errors : errors.Append(FieldError.Duplicate($"{field}.name", name));
            }

            foreach (var error in errors)
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<FieldError> CheckEnvironment(string path, List<JsonObject> variables)
    {
        for (var index = 0; index < variables.Count; index++)
        {
            var name = variables[index].Text("name") ?? "";
            if (name.Length == 0)
            {
                yield return FieldError.Required($"{path}[{index}].name");
            }
            else if (name.Any(character => character is '=' or < ' ' or > '~'))
            {
                yield return FieldError.Invalid(
                    $"{path}[{index}].name",
                    name,
                    "a valid environment variable name must consist only of printable ASCII characters other than '='"
                );
            }

            if (variables[index].Text("value") is { Length: > 0 } && variables[index].Object("valueFrom") is not null)
            {
                yield return FieldError.Invalid(
                    $"{path}[{index}].valueFrom",
                    "",
                    "may not be specified when `value` is not empty"
                );
            }
        }
    }

    private static IEnumerable<FieldError> CheckMounts(
        string path,
        List<JsonObject> mounts,
        IReadOnlyCollection<string> volumes
    )
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < mounts.Count; index++)
        {
            var (name, target) = (mounts[index].Text("name") ?? "", mounts[index].Text("mountPath") ?? "");
            if (name.Length == 0)
            {
                yield return FieldError.Required($"{path}[{index}].name");
            }
            else if (!volumes.Contains(name))
            {
                yield return FieldError.NotFound($"{path}[{index}].name", name);
            }

            if (target.Length == 0)
            {
                yield return FieldError.Required($"{path}[{index}].mountPath");
            }
            else if (!paths.Add(target))
            {
                yield return FieldError.Invalid($"{path}[{index}].mountPath", target, "must be unique");
            }
        }
    }

    private static IEnumerable<FieldError> CheckResources(string path, JsonObject? resources)
    {
        foreach (var kind in new[] { "limits", "requests" })
        {
            foreach (var (name, value) in resources.Object(kind) ?? [])
            {
                if (Quantity.Parse(value) is not { } amount)
                {
                    yield return FieldError.Invalid($"{path}.{kind}[{name}]", value, Quantity.Rule);
                }
                else if (amount < 0)
                {
                    yield return FieldError.Invalid(
                        $"{path}.{kind}[{name}]",
                        value,
                        "must be greater than or equal to 0"
                    );
                }
                else if (kind == "requests" && Quantity.Parse(resources.At("limits", name)) < amount)
                {
                    yield return FieldError.Invalid(
                        $"{path}.requests",
                        value,
                        $"must be less than or equal to {name} limit of {resources.Text("limits", name)}"
                    );
                }
            }
        }
    }

    private static IEnumerable<FieldError> CheckProbe(string path, JsonObject? probe)
    {
        if (probe is null)
        {
            yield break;
        }

        var handlers = Handlers.Where(probe.ContainsKey).ToList();
        if (handlers.Count == 0)
        {
            yield return FieldError.Required(path, "must specify a handler type");
        }

        foreach (var extra in handlers.Skip(1))
        {
            yield return FieldError.Forbidden($"{path}.{extra}", "may not specify more than 1 handler type");
        }

        foreach (var handler in handlers.Where(handler => handler is "httpGet" or "tcpSocket"))
        {
            foreach (var error in PortValidation.CheckNumberOrName($"{path}.{handler}.port", probe.At(handler, "port")))
            {
                yield return error;
            }
        }

        foreach (var field in new[] { "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "failureThreshold" })
        {
            foreach (var error in PodSpecValidation.CheckNotNegative($"{path}.{field}", probe.Number(field)))
            {
                yield return error;
            }
        }
    }
}
