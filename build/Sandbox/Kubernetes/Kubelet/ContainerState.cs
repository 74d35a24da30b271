using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>Makes the status of one container out of the one that it had.</summary>
/// <param name="container">The container's specification.</param>
/// <param name="known">Its status so far, or <c>null</c>.</param>
/// <param name="clock">The present time.</param>
internal sealed class ContainerState(JsonObject container, JsonObject? known, ServerClock clock)
{
    /// <summary>When an image that could not be pulled is looked for again.</summary>
    public static readonly TimeSpan PullRetry = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    public bool IsRunning => known.Object("state", "running") is not null;

    public bool IsTerminated => known.Object("state", "terminated") is not null;

    public string? WaitingReason => known.Text("state", "waiting", "reason");

    public long Restarts => known.Number("restartCount") ?? 0;

    public JsonObject Same() => known!.Copy();

    public JsonObject Waiting(string reason, string? message = null)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message is not null)
        {
            waiting["message"] = message;
        }

        return Status(new JsonObject { ["waiting"] = waiting }, isReady: false, isStarted: false);
    }

    public JsonObject Running(bool isReady) =>
        Status(
            new JsonObject
            {
                ["running"] = new JsonObject
                {
                    ["startedAt"] = known.Text("state", "running", "startedAt") ?? clock.Timestamp,
                },
            },
            isReady,
            isStarted: true
        );

    public JsonObject Terminated(int exitCode) =>
        IsTerminated
            ? Same()
            : Status(
                new JsonObject { ["terminated"] = Ended(exitCode) },
                // An init container that has done its work counts as ready.
                isReady: exitCode == 0,
                isStarted: false
            );

    /// <summary>The state between two crashes, and how long it lasts.</summary>
    public (JsonObject Status, TimeSpan Left) Crashed(StoredObject pod)
    {
        var restarts = Restarts;
        var left = Left(restarts);
        if (restarts == 0 || left <= TimeSpan.Zero)
        {
            restarts++;
            left = BackOff(restarts);
        }

        var status = Waiting(
            "CrashLoopBackOff",
            $"back-off {BackOff(restarts).TotalSeconds:0}s restarting failed container={container.Text("name")} pod={pod.Key.Name}_{pod.Key.Namespace}({pod.Uid})"
        );
        if (restarts != Restarts)
        {
            status["restartCount"] = restarts;
            status["lastState"] = new JsonObject { ["terminated"] = Ended(1) };
        }

        return (status, left);
    }

    private static TimeSpan BackOff(long restarts)
    {
        var factor = Math.Pow(2, Math.Min(restarts - 1, 10));
        var delay = FirstBackOff * factor;
        return delay < LongestBackOff ? delay : LongestBackOff;
    }

    private TimeSpan Left(long restarts) =>
        restarts > 0
        && DateTimeOffset.TryParse(
            known.Text("lastState", "terminated", "finishedAt"),
            CultureInfo.InvariantCulture,
            out var ended
        )
            ? ended + BackOff(restarts) - clock.Now
            : TimeSpan.Zero;

    private JsonObject Ended(int exitCode) =>
        new()
        {
            ["exitCode"] = exitCode,
            ["reason"] = exitCode == 0 ? "Completed" : "Error",
            ["startedAt"] = known.Text("state", "running", "startedAt") ?? clock.Timestamp,
            ["finishedAt"] = clock.Timestamp,
        };

    private JsonObject Status(JsonObject state, bool isReady, bool isStarted) =>
        new()
        {
            ["name"] = container.Text("name"),
            ["state"] = state,
            ["lastState"] = known.Object("lastState")?.Copy() ?? [],
            ["ready"] = isReady,
            ["restartCount"] = Restarts,
            ["image"] = container.Text("image"),
            ["imageID"] = "",
            ["started"] = isStarted,
        };
}
