using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Validation;

/// <summary>Checks the specification of a pod, by itself or in a workload's template.</summary>
internal static class PodSpecValidation
{
    private static readonly string[] RestartPolicies = ["Always", "Never", "OnFailure"];
    private static readonly string[] DnsPolicies = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];

    public static IEnumerable<FieldError> Check(string path, JsonObject? spec)
    {
        var volumes = spec.Items("volumes").Select(volume => volume.Text("name") ?? "").ToList();
        return
        [
            .. CheckVolumes($"{path}.volumes", volumes),
            .. CheckContainers($"{path}.initContainers", spec.Items("initContainers").ToList(), volumes, []),
            .. CheckContainers(
                $"{path}.containers",
                spec.Items("containers").ToList(),
                volumes,
                [.. spec.Items("initContainers").Select(container => container.Text("name") ?? "")],
                areRequired: true
            ),
            .. CheckChoice($"{path}.restartPolicy", spec.Text("restartPolicy"), RestartPolicies),
            .. CheckChoice($"{path}.dnsPolicy", spec.Text("dnsPolicy"), DnsPolicies),
            .. CheckNotNegative($"{path}.terminationGracePeriodSeconds", spec.Number("terminationGracePeriodSeconds")),
            .. CheckPositive($"{path}.activeDeadlineSeconds", spec.Number("activeDeadlineSeconds")),
            .. MetadataValidation.CheckLabels($"{path}.nodeSelector", spec.Object("nodeSelector")),
            .. CheckAccount($"{path}.serviceAccountName", spec.Text("serviceAccountName")),
        ];
    }

    public static IEnumerable<FieldError> CheckNotNegative(string field, long? value) =>
        value is < 0 ? [FieldError.Invalid(field, value, "must be greater than or equal to 0")] : [];

    public static IEnumerable<FieldError> CheckChoice(string field, string? value, IReadOnlyList<string> choices) =>
        value is null || choices.Contains(value) ? [] : [FieldError.NotSupported(field, value, choices)];

    private static IEnumerable<FieldError> CheckPositive(string field, long? value) =>
        value is < 1 ? [FieldError.Invalid(field, value, "must be between 1 and 2147483647, inclusive")] : [];

    private static IEnumerable<FieldError> CheckAccount(string field, string? name) =>
        string.IsNullOrEmpty(name) ? [] : NameRule.Subdomain.Check(field, name);

    private static IEnumerable<FieldError> CheckVolumes(string path, List<string> names)
    {
        for (var index = 0; index < names.Count; index++)
        {
            var field = $"{path}[{index}].name";
            var errors =
                names[index].Length == 0 ? [FieldError.Required(field)] : NameRule.Label.Check(field, names[index]);
            foreach (var error in errors)
            {
                yield return error;
            }

            if (names.IndexOf(names[index]) < index)
            {
                yield return FieldError.Duplicate(field, names[index]);
            }
        }
    }

    private static IEnumerable<FieldError> CheckContainers(
        string path,
        List<JsonObject> containers,
        List<string> volumes,
        List<string> taken,
        bool areRequired = false
    )
    {
        if (containers.Count == 0 && areRequired)
        {
            yield return FieldError.Required(path);
        }

        for (var index = 0; index < containers.Count; index++)
        {
            var name = containers[index].Text("name") ?? "";
            if (taken.Contains(name) && name.Length > 0)
            {
                yield return FieldError.Duplicate($"{path}[{index}].name", name);
            }

            taken.Add(name);
            foreach (var error in ContainerValidation.Check($"{path}[{index}]", containers[index], volumes))
            {
                yield return error;
            }
        }
    }
}
