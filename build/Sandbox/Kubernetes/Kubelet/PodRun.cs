using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Controllers;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>Works out the status that a placed pod has now.</summary>
internal sealed class PodRun(
    ControllerContext context,
    StoredObject pod,
    PodScript script,
    Func<string, bool?> imageExists,
    DateTimeOffset start
)
{
    private readonly ContainerEvents _events = new(context.Events, pod);

    /// <summary>When something will change by itself; <c>null</c> for never.</summary>
    public TimeSpan? LookAgainAfter { get; private set; }

    private bool RunsToCompletion => pod.Json.Text("spec", "restartPolicy") is "Never" or "OnFailure";

    private TimeSpan UntilStarted => start + script.StartAfter - context.Clock.Now;

    public void Write(JsonObject status)
    {
        status.Default("startTime", context.Clock.Timestamp);
        status["hostIP"] = PodAddress.Node;
        status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = PodAddress.Node });
        var blocker = PodDependencies.FirstMissing(context.Store, pod);
        if (blocker is { IsVolume: true })
        {
            _events.MountFailed(blocker);
            WriteWaiting(status, "ContainerCreating", null);
            return;
        }

        var address = PodAddress.Of(pod.Uid);
        status["podIP"] = address;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
        if (RunInitContainers(status))
        {
            RunContainers(status, blocker);
        }
        else
        {
            WriteWaiting(status, "PodInitializing", null);
        }
    }

    // They end at once, one after the other; those that are restarted keep running beside the others.
    private bool RunInitContainers(JsonObject status)
    {
        var containers = pod.Json.Items("spec", "initContainers").ToList();
        if (containers.Count == 0)
        {
            return true;
        }

        var statuses = new JsonArray();
        var goesOn = true;
        foreach (var container in containers)
        {
            var state = new ContainerState(container, Known(status, "initContainerStatuses", container), context.Clock);
            if (!goesOn)
            {
                statuses.Add(state.Waiting("PodInitializing"));
            }
            else if (script.OutcomeFor(container, imageExists) == Outcome.ImagePull)
            {
                statuses.Add(FailPull(container, state));
                goesOn = false;
            }
            else if (container.Text("restartPolicy") == "Always")
            {
                statuses.Add(state.Running(isReady: true));
            }
            else
            {
                statuses.Add(state.Terminated(0));
            }
        }

        status["initContainerStatuses"] = statuses;
        return goesOn;
    }

    private void RunContainers(JsonObject status, MissingDependency? blocker)
    {
        var statuses = new JsonArray();
        foreach (var container in pod.Json.Items("spec", "containers"))
        {
            var state = new ContainerState(container, Known(status, "containerStatuses", container), context.Clock);
            statuses.Add(
                blocker is not null ? Block(container, state, blocker)
                : script.OutcomeFor(container, imageExists) is var outcome && RunsToCompletion
                    ? RunToCompletion(container, state, outcome)
                : RunForever(container, state, outcome)
            );
        }

        status["containerStatuses"] = statuses;
        PodPhase.Write(status, pod.Json, context.Clock.Timestamp);
    }

    private JsonObject Block(JsonObject container, ContainerState state, MissingDependency blocker)
    {
        _events.ConfigFailed(container, blocker.Message);
        return state.Waiting("CreateContainerConfigError", blocker.Message);
    }

    private JsonObject RunForever(JsonObject container, ContainerState state, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.ImagePull:
                return FailPull(container, state);
            case Outcome.CrashLoop or Outcome.Fail:
                return Crash(container, state);
            case Outcome.NeverReady:
                _events.Started(container, state);
                _events.Unhealthy(container, state);
                return state.Running(isReady: false);
        }

        _events.Started(container, state);
        var isReady = UntilStarted <= TimeSpan.Zero;
        if (!isReady)
        {
            LookAgain(UntilStarted);
        }

        return state.Running(isReady);
    }

    // The first look starts the container, so that watchers see it run; the next one, which that change causes, ends it.
    private JsonObject RunToCompletion(JsonObject container, ContainerState state, Outcome outcome)
    {
        if (outcome == Outcome.ImagePull)
        {
            return FailPull(container, state);
        }

        if (state.IsTerminated)
        {
            return state.Same();
        }

        var wasRunning = state.IsRunning;
        _events.Started(container, state);
        if (!wasRunning || outcome == Outcome.NeverReady)
        {
            LookAgainWhenStarted(outcome);
            return state.Running(isReady: true);
        }

        if (UntilStarted > TimeSpan.Zero)
        {
            LookAgain(UntilStarted);
            return state.Running(isReady: true);
        }

        var fails = outcome is Outcome.Fail or Outcome.CrashLoop;
        return fails && pod.Json.Text("spec", "restartPolicy") == "OnFailure"
            ? Crash(container, state)
            : state.Terminated(fails ? 1 : 0);
    }

    private void LookAgainWhenStarted(Outcome outcome)
    {
        if (outcome != Outcome.NeverReady && UntilStarted > TimeSpan.Zero)
        {
            LookAgain(UntilStarted);
        }
    }

    private JsonObject FailPull(JsonObject container, ContainerState state)
    {
        _events.PullFailed(container, state);
        LookAgain(ContainerState.PullRetry);
        var image = container.Text("image");
        return state.Waiting(
            "ImagePullBackOff",
            $"Back-off pulling image \"{image}\": {ContainerEvents.PullError(image)}"
        );
    }

    private JsonObject Crash(JsonObject container, ContainerState state)
    {
        _events.Started(container, state);
        var (crashed, left) = state.Crashed(pod);
        _events.BackOff(container);
        LookAgain(left);
        return crashed;
    }

    private void WriteWaiting(JsonObject status, string reason, string? message)
    {
        status["containerStatuses"] = new JsonArray([
            .. pod
                .Json.Items("spec", "containers")
                .Select(container =>
                    new ContainerState(container, Known(status, "containerStatuses", container), context.Clock).Waiting(
                        reason,
                        message
                    )
                ),
        ]);
        PodPhase.Write(status, pod.Json, context.Clock.Timestamp);
    }

    private void LookAgain(TimeSpan delay) =>
        LookAgainAfter = LookAgainAfter is { } planned && planned < delay ? planned : delay;

    private static JsonObject? Known(JsonObject status, string list, JsonObject container) =>
        status.Items(list).FirstOrDefault(known => known.Text("name") == container.Text("name"));
}
