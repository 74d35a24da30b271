using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Other;

/// <summary>RoleBindings and ClusterRoleBindings, which cannot be turned to another role.</summary>
internal sealed class RoleBindingStrategy : ResourceStrategy
{
    public override NameRule NameRule => NameRule.PathSegment;

    public override void Default(JsonObject next)
    {
        foreach (var subject in next.Items("subjects"))
        {
            subject.Default("apiGroup", subject.Text("kind") == "ServiceAccount" ? "" : "rbac.authorization.k8s.io");
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        if (string.IsNullOrEmpty(next.Text("roleRef", "name")))
        {
            yield return FieldError.Required("roleRef.name");
        }

        if (next.Text("roleRef", "kind") is not ("Role" or "ClusterRole"))
        {
            yield return FieldError.NotSupported("roleRef.kind", next.At("roleRef", "kind"), "Role", "ClusterRole");
        }
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current)
    {
        if (!JsonNode.DeepEquals(next.At("roleRef"), current.At("roleRef")))
        {
            yield return FieldError.Invalid("roleRef", next.At("roleRef"), "cannot change roleRef");
        }
    }
}
