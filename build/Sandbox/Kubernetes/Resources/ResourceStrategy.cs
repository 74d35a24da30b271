using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>What is particular to one kind when its objects are written. By itself it does what suits most kinds.</summary>
internal class ResourceStrategy
{
    /// <summary>The rule that names of this kind follow.</summary>
    public virtual NameRule NameRule => NameRule.Subdomain;

    /// <summary>Whether <c>metadata.generation</c> counts the changes of <c>spec</c>.</summary>
    public virtual bool CountsGenerations => false;

    /// <summary>Whether an object is first marked as being deleted, for a controller to finish.</summary>
    public virtual bool DeletesGracefully(JsonObject current) => false;

    /// <summary>Fills in what depends on other fields; fixed defaults come from the schema.</summary>
    public virtual void Default(JsonObject next) { }

    /// <summary>The status of a new object.</summary>
    public virtual JsonObject InitialStatus(JsonObject next) => [];

    /// <summary>Sets what only the server may set in a new object.</summary>
    public virtual void PrepareForCreate(JsonObject next) { }

    /// <summary>Carries over what a client may leave out or may not change silently.</summary>
    public virtual void PrepareForUpdate(JsonObject next, JsonObject current) { }

    /// <summary>Checks a new or changed object by itself.</summary>
    public virtual IEnumerable<FieldError> Validate(JsonObject next) => [];

    /// <summary>Checks a change.</summary>
    public virtual IEnumerable<FieldError> ValidateUpdate(JsonObject next, JsonObject current) => [];

    /// <summary>An error for each listed field of <c>spec</c> that changes although it must not.</summary>
    protected static IEnumerable<FieldError> ImmutableSpecFields(
        JsonObject next,
        JsonObject current,
        params IEnumerable<string> fields
    ) =>
        from field in fields
        where !JsonNode.DeepEquals(next.At("spec", field), current.At("spec", field))
        select FieldError.Immutable($"spec.{field}", next.At("spec", field));
}
