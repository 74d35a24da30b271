using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Other;

/// <summary>Roles and ClusterRoles, whose names are free.</summary>
internal sealed class RoleStrategy : ResourceStrategy
{
    public override NameRule NameRule => NameRule.PathSegment;
}
