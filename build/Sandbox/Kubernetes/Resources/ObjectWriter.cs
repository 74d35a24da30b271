using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Api.Bodies;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Merge;
using Deploy.Sandbox.Kubernetes.Schema;
using Deploy.Sandbox.Kubernetes.Store;
using Deploy.Sandbox.Kubernetes.Validation;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>
/// The way in which every object is created and changed, by clients and by controllers: defaults, identity, checks,
/// field ownership, then the store. Bodies must have passed the <see cref="SchemaChecker"/> before.
/// </summary>
internal sealed class ObjectWriter(ObjectStore store, SchemaCatalog schemas, ServerClock clock)
{
    private const int GeneratedNameLimit = 63 - 5;

    // Lists, events and the log write an object inside of something.
    private const int LargestDepth = JsonParser.MaximumDepth - 8;

    private readonly FieldOwnership _ownership = new(clock);

    /// <summary>Stores a new object.</summary>
    /// <exception cref="ApiException">It exists, its namespace does not, or a field is wrong.</exception>
    public StoredObject Create(ResourceDefinition resource, string @namespace, JsonObject next, WriteOptions options) =>
        Create(
            resource,
            @namespace,
            next,
            options.IsDryRun,
            created =>
            {
                if (options.Manager is { } manager)
                {
                    _ownership.Update(SchemaOf(resource), null, created, manager, WriteScope.Main);
                }
            }
        );

    /// <summary>Stores a new object that server-side apply has made, with the field ownership that it brings.</summary>
    /// <exception cref="ApiException">Its namespace does not exist, or a field is wrong.</exception>
    public StoredObject CreateApplied(ResourceDefinition resource, string @namespace, JsonObject next, bool isDryRun)
    {
        var managed = next.Array("metadata", "managedFields").CopyOrNull();
        return Create(
            resource,
            @namespace,
            next,
            isDryRun,
            created => created.Ensure("metadata")["managedFields"] = managed
        );
    }

    private StoredObject Create(
        ResourceDefinition resource,
        string @namespace,
        JsonObject next,
        bool isDryRun,
        Action<JsonObject> setOwnership
    ) =>
        store.Exclusively(() =>
        {
            Identify(resource, @namespace, next);
            var key = KeyOf(resource, next);
            RequireNamespace(resource, key);
            FillIn(resource, next);
            if (resource.HasStatus)
            {
                next["status"] = resource.Strategy.InitialStatus(next);
            }

            resource.Strategy.PrepareForCreate(next);
            Require(resource, next, [.. MetadataValidation.Check(resource, next), .. resource.Strategy.Validate(next)]);
            if (store.Find(key) is not null)
            {
                throw ApiErrors.AlreadyExists(resource, key.Name);
            }

            setOwnership(next);
            RequireSmall(next);
            return isDryRun ? StoredObject.Of(key, next) : store.Put(key, next);
        });

    /// <summary>Replaces an object, or the part of it that <paramref name="scope"/> names.</summary>
    /// <param name="resource">The kind.</param>
    /// <param name="current">The version that <paramref name="next"/> was made from.</param>
    /// <param name="next">The object as it shall be; taken over.</param>
    /// <param name="scope">The part to change; the rest of <paramref name="next"/> is ignored.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="ApiException">The object has changed since, or a field is wrong.</exception>
    public StoredObject Update(
        ResourceDefinition resource,
        StoredObject current,
        JsonObject next,
        WriteScope scope,
        WriteOptions options
    ) =>
        store.Exclusively(() =>
        {
            RequireSame(resource, current, next);
            if (scope == WriteScope.Status)
            {
                next = WithStatus(current, next);
            }
            else if (resource.HasStatus)
            {
                next["status"] = current.Json.At("status").CopyOrNull() ?? new JsonObject();
            }

            KeepIdentity(current.Json, next);
            FillIn(resource, next);
            resource.Strategy.PrepareForUpdate(next, current.Json);
            CountGeneration(resource, current.Json, next);
            if (scope != WriteScope.Status)
            {
                Require(
                    resource,
                    next,
                    [
                        .. MetadataValidation.Check(resource, next),
                        .. resource.Strategy.Validate(next),
                        .. resource.Strategy.ValidateUpdate(next, current.Json),
                    ]
                );
            }

            if (options.Manager is { } manager)
            {
                _ownership.Update(SchemaOf(resource), current.Json, next, manager, scope);
            }

            RequireSmall(next);
            return Store(current, next, options);
        });

    /// <summary>Stores what server-side apply has merged, whose field ownership is settled already.</summary>
    public StoredObject UpdateApplied(
        ResourceDefinition resource,
        StoredObject current,
        JsonObject next,
        WriteScope scope,
        bool isDryRun
    ) => Update(resource, current, next, scope, new WriteOptions(null, isDryRun));

    /// <summary>Changes the status of an object, as controllers do; does nothing when it is gone or already so.</summary>
    public StoredObject? UpdateStatus(ObjectKey key, Action<JsonObject> change) =>
        Change(key, item => change(item.Ensure("status")));

    /// <summary>Changes an object without checks or ownership, as controllers do; nothing when it is gone or already so.</summary>
    public StoredObject? Change(ObjectKey key, Action<JsonObject> change) =>
        store.Exclusively(() =>
        {
            if (store.Find(key) is not { } current)
            {
                return null;
            }

            var next = current.Copy();
            change(next);
            return Store(current, next, WriteOptions.Controller);
        });

    /// <summary>The schema of a kind; <c>null</c> for custom resources.</summary>
    public SchemaType? SchemaOf(ResourceDefinition resource) => resource.SchemaName is { } name ? schemas[name] : null;

    /// <summary>The storage key of an object.</summary>
    public static ObjectKey KeyOf(ResourceDefinition resource, JsonObject item) =>
        new(
            resource.QualifiedName,
            resource.IsNamespaced ? item.Text("metadata", "namespace") ?? "" : "",
            item.Text("metadata", "name") ?? ""
        );

    private void Identify(ResourceDefinition resource, string @namespace, JsonObject next)
    {
        var metadata = next.Ensure("metadata");
        if (!string.IsNullOrEmpty(metadata.Text("resourceVersion")))
        {
            throw ApiErrors.BadRequest("resourceVersion should not be set on objects to be created");
        }

        if (string.IsNullOrEmpty(metadata.Text("name")) && metadata.Text("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix[..Math.Min(prefix.Length, GeneratedNameLimit)] + clock.NewSuffix();
        }

        if (resource.IsNamespaced)
        {
            metadata["namespace"] = @namespace;
        }
        else
        {
            metadata.Remove("namespace");
        }

        metadata["uid"] = clock.NewUid();
        metadata["creationTimestamp"] = clock.Timestamp;
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
        metadata.Remove("managedFields");
        metadata.Remove("generation");
        if (resource.Strategy.CountsGenerations)
        {
            metadata["generation"] = 1;
        }
    }

    private void RequireNamespace(ResourceDefinition resource, ObjectKey key)
    {
        if (!resource.IsNamespaced)
        {
            return;
        }

        if (store.Find(new ObjectKey("namespaces", "", key.Namespace)) is not { } found)
        {
            throw ApiErrors.NotFound("namespaces", "", "namespaces", key.Namespace);
        }

        if (found.IsBeingDeleted)
        {
            throw ApiErrors.Forbidden(
                resource,
                key.Name,
                $"unable to create new content in namespace {key.Namespace} because it is being terminated"
            );
        }
    }

    private void FillIn(ResourceDefinition resource, JsonObject next)
    {
        next["apiVersion"] = resource.ApiVersion;
        next["kind"] = resource.Kind;
        if (SchemaOf(resource) is { } schema)
        {
            SchemaDefaults.Apply(schema, next);
        }

        resource.Strategy.Default(next);
    }

    // Whatever it has grown from: what the API server's store would take is no longer than this.
    private static void RequireSmall(JsonObject next)
    {
        if (next.Depth() > LargestDepth)
        {
            throw ApiErrors.BadRequest("the object, with the fields that are managed, is nested too deeply");
        }

        if (JsonText.ToUtf8(next).Length > RequestBody.Limit)
        {
            throw ApiErrors.TooLarge(RequestBody.Limit);
        }
    }

    private static void Require(ResourceDefinition resource, JsonObject next, IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid(resource, next.Text("metadata", "name") ?? "", errors);
        }
    }

    private static void RequireSame(ResourceDefinition resource, StoredObject current, JsonObject next)
    {
        var (name, metadata) = (current.Key.Name, next.Ensure("metadata"));
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != current.Uid)
        {
            throw ApiErrors.Conflict(
                resource,
                name,
                $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}"
            );
        }

        if (metadata.Text("resourceVersion") is { Length: > 0 } version && version != current.Revision.ToString())
        {
            throw ApiErrors.StaleVersion(resource, name);
        }
    }

    private static JsonObject WithStatus(StoredObject current, JsonObject next)
    {
        var result = current.Copy();
        result["status"] = next.At("status").CopyOrNull() ?? new JsonObject();
        if (next.Array("metadata", "managedFields") is { } managed)
        {
            result.Ensure("metadata")["managedFields"] = managed.DeepClone();
        }

        return result;
    }

    private static void KeepIdentity(JsonObject current, JsonObject next)
    {
        var metadata = next.Ensure("metadata");
        ReadOnlySpan<string> kept =
        [
            "name",
            "namespace",
            "uid",
            "generateName",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "resourceVersion",
        ];
        foreach (var name in kept)
        {
            if (current.At("metadata", name) is { } value)
            {
                metadata[name] = value.DeepClone();
            }
            else
            {
                metadata.Remove(name);
            }
        }

        metadata.Remove("selfLink");
    }

    private static void CountGeneration(ResourceDefinition resource, JsonObject current, JsonObject next)
    {
        if (resource.Strategy.CountsGenerations && !JsonNode.DeepEquals(current.At("spec"), next.At("spec")))
        {
            next.Ensure("metadata")["generation"] = (current.Number("metadata", "generation") ?? 0) + 1;
        }
    }

    private StoredObject Store(StoredObject current, JsonObject next, WriteOptions options)
    {
        if (JsonNode.DeepEquals(current.Json, next))
        {
            return current;
        }

        if (options.IsDryRun)
        {
            return StoredObject.Of(current.Key, next);
        }

        if (next.Text("metadata", "deletionTimestamp") is null || Finalizers.Any(next))
        {
            return store.Put(current.Key, next);
        }

        // The last finalizer is gone; only what is torn down step by step waits for its controller.
        return Finalizers.Any(current.Json) ? store.Delete(current.Key)! : store.Put(current.Key, next);
    }
}
