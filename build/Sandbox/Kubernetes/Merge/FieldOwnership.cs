using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Merge.Apply;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Kubernetes.Merge;

/// <summary>Keeps <c>metadata.managedFields</c> for everything that is not server-side apply: who changes a field owns it.</summary>
internal sealed class FieldOwnership(ServerClock clock)
{
    /// <summary>Makes <paramref name="manager"/> the owner of what differs.</summary>
    /// <param name="schema">Of the kind; <c>null</c> for custom resources.</param>
    /// <param name="before">The stored object, or <c>null</c> for a new one.</param>
    /// <param name="after">The object as it will be stored; its <c>managedFields</c> are set.</param>
    /// <param name="manager">The field manager's name.</param>
    /// <param name="scope">What is written.</param>
    public void Update(SchemaType? schema, JsonObject? before, JsonObject after, string manager, WriteScope scope)
    {
        var known = StartingPoint(before, after);
        FieldComparison changes;
        try
        {
            changes = FieldComparison.Of(
                before is null ? new FieldSet() : FieldSetReader.Read(schema, before, FilterOf(scope)),
                FieldSetReader.Read(schema, after, FilterOf(scope))
            );
        }
        catch (TypedMergeException)
        {
            // Lists with a repeated key have no owner for their items; the write itself is not at fault.
            Ownership.WriteAll(after, known);
            return;
        }

        var self = new Manager(manager, "Update", after.Text("apiVersion") ?? "", Manager.SubresourceOf(scope));
        var result = new List<Ownership>();
        foreach (var ownership in known)
        {
            if (ownership.Manager == self)
            {
                continue;
            }

            result.Add(ownership with { Fields = ownership.Fields.Except(changes.Changed).Except(changes.Removed) });
        }

        var mine = known.Find(ownership => ownership.Manager == self);
        var fields = (mine?.Fields ?? new FieldSet()).Union(changes.Changed).Except(changes.Removed);
        var isSame = changes.Changed.IsEmpty && mine is not null && mine.Fields.SetEquals(fields);
        result.Add(new Ownership(self, isSame ? mine!.Time : clock.Timestamp, fields));
        Ownership.WriteAll(after, result);
    }

    /// <summary>Which parts of an object belong to a write: the status only to writes of the status.</summary>
    public static WriteFilter FilterOf(WriteScope scope) =>
        scope == WriteScope.Status ? name => name == "status" : name => name != "status";

    // A client may rewrite the entries (helm and kubectl do, to adopt what other tools wrote), but one that does not
    // know them must not lose them.
    private static List<Ownership> StartingPoint(JsonObject? before, JsonObject after) =>
        Ownership.ReadAll(after.Array("metadata", "managedFields") is not null ? after : before);
}
