using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Writes Events: what the controllers did to an object, and what went wrong. Repetitions are counted.</summary>
internal sealed class Events(Cluster cluster)
{
    private const string Resource = "events";

    public void Note(StoredObject about, string reason, string message, string component, string? fieldPath = null) =>
        Record(about, "Normal", reason, message, component, fieldPath);

    public void Warn(StoredObject about, string reason, string message, string component, string? fieldPath = null) =>
        Record(about, "Warning", reason, message, component, fieldPath);

    /// <summary>Whether an Event was last seen before a time.</summary>
    public static bool IsOlderThan(JsonObject item, DateTimeOffset time) =>
        DateTimeOffset.TryParse(
            item.Text("lastTimestamp") ?? item.Text("metadata", "creationTimestamp"),
            CultureInfo.InvariantCulture,
            out var seen
        )
        && seen < time;

    private void Record(
        StoredObject about,
        string type,
        string reason,
        string message,
        string component,
        string? fieldPath
    )
    {
        var @namespace = about.Key.Namespace.Length == 0 ? "default" : about.Key.Namespace;
        var now = cluster.Clock.Timestamp;
        var known = cluster
            .Store.List(Resource, @namespace)
            .FirstOrDefault(item =>
                item.Json.Text("involvedObject", "uid") == about.Uid
                && item.Json.Text("reason") == reason
                && item.Json.Text("message") == message
            );
        if (known is not null)
        {
            var next = known.Copy();
            next["count"] = (next.Number("count") ?? 1) + 1;
            next["lastTimestamp"] = now;
            cluster.Store.Put(known.Key, next);
            return;
        }

        // Names in the order of time: clients sort Events of one second by name.
        var name = $"{about.Key.Name}.{cluster.Store.Revision:x16}";
        var item = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = @namespace,
                ["uid"] = cluster.Clock.NewUid(),
                ["creationTimestamp"] = now,
            },
            ["involvedObject"] = Reference(about, fieldPath),
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["reportingInstance"] = "",
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = type,
        };
        cluster.Store.Put(new ObjectKey(Resource, @namespace, name), item);
    }

    private static JsonObject Reference(StoredObject about, string? fieldPath)
    {
        var reference = new JsonObject
        {
            ["kind"] = about.Json.Text("kind"),
            ["namespace"] = about.Key.Namespace,
            ["name"] = about.Key.Name,
            ["uid"] = about.Uid,
            ["apiVersion"] = about.Json.Text("apiVersion"),
            ["resourceVersion"] = about.Revision.ToString(CultureInfo.InvariantCulture),
        };
        if (fieldPath is not null)
        {
            reference["fieldPath"] = fieldPath;
        }

        return reference;
    }
}
