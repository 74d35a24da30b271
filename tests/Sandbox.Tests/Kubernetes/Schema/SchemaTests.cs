using System.Reflection;
using System.Text.Json.Serialization;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Schema;
using k8s.Models;

namespace Deploy.Sandbox.Tests.Kubernetes.Schema;

/// <summary>The schemas against the official client's models, which know the same structures.</summary>
public sealed class SchemaTests
{
    // Fields of versions after the one that is served, which the client's package knows already.
    private static readonly HashSet<string> Newer =
    [
        "bindMountOptions",
        "clusterTrustBundle.user",
        "conditions.observedGeneration",
        "configMap.defaultUser",
        "declaredFeatures",
        "downwardAPI.defaultUser",
        "emptyDir.mode",
        "evictionResponders",
        "grpc.mode",
        "healthStatus",
        "httpGet.protocol",
        "items.user",
        "podCertificate.user",
        "podCertificate.userAnnotations",
        "podPreemptionPolicy",
        "projected.defaultUser",
        "runningInUserNamespace",
        "scheduling",
        "schedulingGroup",
        "secret.defaultUser",
        "serviceAccountToken.user",
        "status.allocatedResources",
        "status.extendedResourceClaimStatus",
        "status.nodeAllocatableResourceClaimStatuses",
        "status.resources",
        "status.volumeHealth",
        "volumeMounts.volumeStatus",
        "resources.message",
    ];

    private readonly SchemaCatalog _schemas = new();

    public static TheoryData<string, Type> Kinds
    {
        get
        {
            var models = typeof(V1Pod)
                .Assembly.GetExportedTypes()
                .Where(type => type.GetCustomAttribute<KubernetesEntityAttribute>() is not null)
                .ToLookup(type =>
                {
                    var entity = type.GetCustomAttribute<KubernetesEntityAttribute>()!;
                    return $"{entity.Group}/{entity.ApiVersion}/{entity.Kind}";
                });
            var data = new TheoryData<string, Type>();
            foreach (
                var resource in BuiltInResources.All().Where(resource => resource.Kind != "CustomResourceDefinition")
            )
            {
                data.Add(resource.SchemaName!, models[$"{resource.Group}/{resource.Version}/{resource.Kind}"].First());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Should_know_every_field_that_the_official_client_knows(string schema, Type model)
    {
        var differences = new List<string>();
        Compare(_schemas[schema], model, schema, [], differences);

        differences
            .Where(path => !Newer.Any(name => path.EndsWith($".{name}", StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Should_name_keys_that_are_fields_of_the_items()
    {
        var wrong =
            from type in _schemas.Types
            from field in type.Fields.Values
            from key in field.Keys.Concat(field.PatchKey is { } patch ? [patch] : [])
            where field.Type.Element?.Structure?.Fields.ContainsKey(key) != true
            select $"{type}.{field.Name}: {key}";

        wrong.ShouldBeEmpty();
    }

    private static void Compare(
        SchemaType schema,
        Type model,
        string path,
        HashSet<Type> seen,
        List<string> differences
    )
    {
        if (!seen.Add(model))
        {
            return;
        }

        var known = model
            .GetProperties()
            .Select(property => (property, property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name))
            .Where(pair =>
                pair.Name is not (null or "apiVersion" or "kind") || (pair.Name is not null && !schema.IsKind)
            )
            .ToDictionary(pair => pair.Name!, pair => pair.property.PropertyType);
        differences.AddRange(known.Keys.Except(schema.Fields.Keys).Select(name => $"missing: {path}.{name}"));
        differences.AddRange(schema.Fields.Keys.Except(known.Keys).Select(name => $"unknown: {path}.{name}"));
        foreach (var (name, type) in known)
        {
            if (
                schema.Fields.TryGetValue(name, out var field)
                && Innermost(field.Type).Structure is { } structure
                && Innermost(type) is { Namespace: "k8s.Models" } inner
                && inner.GetProperties().Any(property => property.IsDefined(typeof(JsonPropertyNameAttribute)))
            )
            {
                Compare(structure, inner, $"{path}.{name}", seen, differences);
            }
        }
    }

    private static FieldType Innermost(FieldType type) => type.Element is { } element ? Innermost(element) : type;

    private static Type Innermost(Type type) => type.IsGenericType ? Innermost(type.GetGenericArguments()[^1]) : type;
}
