using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources.Core;

/// <summary>Namespaces. One that is deleted stays until its contents are gone.</summary>
internal sealed class NamespaceStrategy : ResourceStrategy
{
    public override NameRule NameRule => NameRule.Label;

    public override void Default(JsonObject next) =>
        next.Ensure("metadata").Ensure("labels")["kubernetes.io/metadata.name"] = next.Text("metadata", "name");

    public override JsonObject InitialStatus(JsonObject next) => new() { ["phase"] = "Active" };

    public override void PrepareForCreate(JsonObject next) =>
        next["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };

    public override void PrepareForUpdate(JsonObject next, JsonObject current) =>
        next["spec"] = current.At("spec").CopyOrNull();
}
