using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Merge.Apply;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Merge;

/// <summary>Server-side apply: lays what a manager configures over the object, unless others own those fields.</summary>
internal sealed class ServerSideApply(ServerClock clock)
{
    // Owns what an object held before anybody's ownership was recorded.
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>The object that results from an apply, with its <c>managedFields</c>.</summary>
    /// <param name="schema">Of the kind; <c>null</c> for custom resources.</param>
    /// <param name="live">The stored object, or <c>null</c> for a new one.</param>
    /// <param name="config">What the manager wants.</param>
    /// <param name="manager">The field manager's name.</param>
    /// <param name="scope">What is applied to.</param>
    /// <param name="isForced">Whether fields of others are taken over instead of refused.</param>
    /// <exception cref="ApiException">Other managers own fields that differ.</exception>
    /// <exception cref="TypedMergeException">A list cannot be merged.</exception>
    public JsonObject Apply(
        SchemaType? schema,
        JsonObject? live,
        JsonObject config,
        string manager,
        WriteScope scope,
        bool isForced
    )
    {
        var filter = FieldOwnership.FilterOf(scope);
        var self = new Manager(manager, "Apply", config.Text("apiVersion") ?? "", Manager.SubresourceOf(scope));
        var wanted = FieldSetReader.Read(schema, config, filter);
        if (live is null)
        {
            var created = config.Copy();
            Ownership.WriteAll(created, [new Ownership(self, clock.Timestamp, wanted)]);
            return created;
        }

        var owners = OwnersOf(schema, live, filter);
        var mine = owners.Find(owner => owner.Manager == self);
        owners.RemoveAll(owner => owner.Manager == self);

        var before = FieldSetReader.Read(schema, live, filter);
        var merged = TypedMerge.Merge(schema, live, Relevant(config, filter));
        var others = owners.Aggregate(new FieldSet(), (all, owner) => all.Union(owner.Fields));
        if (mine is not null)
        {
            var kept = others.Union(wanted);
            FieldRemoval.Remove(schema, merged, mine.Fields.Except(kept), kept);
        }

        var changes = FieldComparison.Of(before, FieldSetReader.Read(schema, merged, filter));
        var conflicts = owners
            .Select(owner => owner with { Fields = owner.Fields.Intersect(changes.Changed) })
            .Where(conflict => !conflict.Fields.IsEmpty)
            .ToList();
        if (conflicts.Count > 0 && !isForced)
        {
            throw ApplyConflict.Of(conflicts);
        }

        var isSame = mine is not null && mine.Fields.SetEquals(wanted) && changes.Changed.IsEmpty;
        Ownership.WriteAll(
            merged,
            [
                .. owners.Select(owner =>
                    owner with
                    {
                        Fields = owner.Fields.Except(changes.Changed).Except(changes.Removed),
                    }
                ),
                new Ownership(self, isSame ? mine!.Time : clock.Timestamp, wanted),
            ]
        );
        return merged;
    }

    private static List<Ownership> OwnersOf(SchemaType? schema, JsonObject live, WriteFilter filter)
    {
        var owners = Ownership.ReadAll(live);
        if (owners.Count == 0)
        {
            var unowned = new Manager(BeforeFirstApply, "Update", live.Text("apiVersion") ?? "", "");
            owners.Add(new Ownership(unowned, null, FieldSetReader.Read(schema, live, filter)));
        }

        return owners;
    }

    // Identity and ownership are the server's; a status counts only where the status is applied.
    private static JsonObject Relevant(JsonObject config, WriteFilter filter)
    {
        var result = new JsonObject();
        foreach (var (name, value) in config)
        {
            if (filter(name))
            {
                result[name] = value.CopyOrNull();
            }
        }

        result.Object("metadata")?.Remove("managedFields");
        return result;
    }
}
