using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>What is known of a container that really runs, as its status tells it.</summary>
internal sealed class ContainerRecord(JsonObject container, ServerClock clock)
{
    private JsonObject _state = new() { ["waiting"] = new JsonObject { ["reason"] = "ContainerCreating" } };
    private JsonObject _lastState = [];

    public string Name { get; } = container.Text("name") ?? "";

    public ContainerLog Log { get; } = new(clock.Time);

    /// <summary>The present run; <c>null</c> between runs.</summary>
    public IContainer? Running { get; private set; }

    public long Restarts { get; set; }

    public bool IsReady { get; set; }

    public bool IsStarted { get; set; }

    public string ImageId { get; set; } = "";

    /// <summary>When the present run began.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Takes over what an earlier run of the platform recorded.</summary>
    public void Recall(JsonObject? known)
    {
        Restarts = known.Number("restartCount") ?? 0;
        _lastState = known.Object("lastState")?.Copy() ?? [];
    }

    public void Wait(string reason, string? message = null)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message is not null)
        {
            waiting["message"] = message;
        }

        Set(new JsonObject { ["waiting"] = waiting });
    }

    public void Begin(IContainer running)
    {
        Since = clock.Now;
        Set(new JsonObject { ["running"] = new JsonObject { ["startedAt"] = clock.Timestamp } });
        Running = running;
    }

    /// <summary>Records how a run ended.</summary>
    /// <param name="code">Its exit code.</param>
    /// <param name="reason">One word; the usual one where <c>null</c>.</param>
    /// <param name="message">What more there is to say.</param>
    public void End(int code, string? reason = null, string? message = null)
    {
        var terminated = new JsonObject
        {
            ["exitCode"] = code,
            ["reason"] = reason ?? (code == 0 ? "Completed" : "Error"),
            ["startedAt"] = _state.Text("running", "startedAt") ?? clock.Timestamp,
            ["finishedAt"] = clock.Timestamp,
        };
        if (code > 128)
        {
            terminated["signal"] = code - 128;
        }

        if (!string.IsNullOrEmpty(message))
        {
            terminated["message"] = message;
        }

        Set(new JsonObject { ["terminated"] = terminated });
    }

    /// <summary>Makes the end of the present run that of the last one.</summary>
    public void KeepEnd() => _lastState = _state.Copy();

    public JsonObject Status() =>
        new()
        {
            ["name"] = Name,
            ["state"] = _state.Copy(),
            ["lastState"] = _lastState.Copy(),
            // An init container that has done its work counts as ready.
            ["ready"] = IsReady || _state.Number("terminated", "exitCode") == 0,
            ["restartCount"] = Restarts,
            ["image"] = container.Text("image"),
            ["imageID"] = ImageId,
            ["started"] = IsStarted,
        };

    private void Set(JsonObject state)
    {
        Running = null;
        IsReady = IsStarted = false;
        _state = state;
    }
}
