using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>The list of conditions in a status.</summary>
internal static class Conditions
{
    public static JsonObject? Find(JsonObject? status, string type) =>
        status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == type);

    public static bool IsTrue(JsonObject? status, string type) => Find(status, type).Text("status") == "True";

    /// <summary>Sets a condition; its transition time changes only with its status.</summary>
    /// <param name="status">The status; changed.</param>
    /// <param name="type">The condition's type.</param>
    /// <param name="value">Whether it holds.</param>
    /// <param name="now">The present time, RFC 3339.</param>
    /// <param name="reason">One word that says why; may be empty.</param>
    /// <param name="message">A sentence that says why; may be empty.</param>
    /// <returns>The condition.</returns>
    public static JsonObject Set(
        JsonObject status,
        string type,
        bool value,
        string now,
        string reason = "",
        string message = ""
    )
    {
        var condition = Find(status, type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type };
            status.EnsureArray("conditions").Add(condition);
        }

        var text = value ? "True" : "False";
        if (condition.Text("status") != text)
        {
            condition["status"] = text;
            condition["lastTransitionTime"] = now;
        }

        SetText(condition, "reason", reason);
        SetText(condition, "message", message);
        return condition;
    }

    public static void Remove(JsonObject status, string type)
    {
        if (Find(status, type) is { } condition)
        {
            status.Array("conditions")!.Remove(condition);
        }
    }

    private static void SetText(JsonObject condition, string name, string text)
    {
        if (text.Length == 0)
        {
            condition.Remove(name);
        }
        else
        {
            condition[name] = text;
        }
    }
}
