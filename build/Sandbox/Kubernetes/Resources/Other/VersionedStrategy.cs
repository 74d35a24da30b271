namespace Deploy.Sandbox.Kubernetes.Resources.Other;

/// <summary>Kinds of which nothing is particular but that their generations count.</summary>
internal sealed class VersionedStrategy : ResourceStrategy
{
    public override bool CountsGenerations => true;
}
