using k8s.Models;

namespace Deploy.Clusters.Tests.Workloads;

/// <summary>Pods in states that real clusters report.</summary>
internal static class Pods
{
    public const string Image = "registry.test/web:1";

    public static readonly DateTime Created = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    public static V1Pod With(params V1ContainerStatus[] containers) =>
        new()
        {
            Metadata = new()
            {
                Name = "web-1",
                NamespaceProperty = "prod",
                Uid = "uid-1",
                CreationTimestamp = Created,
                OwnerReferences = [new() { Uid = "set-1" }],
            },
            Spec = new() { Containers = [new() { Name = "server", Image = Image }] },
            Status = new() { Phase = "Pending", ContainerStatuses = containers },
        };

    public static V1ContainerStatus Waiting(string reason, string message = "", int restarts = 0, int exitCode = 1) =>
        new()
        {
            Name = "server",
            Image = Image,
            RestartCount = restarts,
            State = new()
            {
                Waiting = new() { Reason = reason, Message = message },
            },
            LastState =
                restarts == 0
                    ? null
                    : new()
                    {
                        Terminated = new() { ExitCode = exitCode, Reason = "Error" },
                    },
        };

    public static V1ContainerStatus Running(bool ready = false, int restarts = 0) =>
        new()
        {
            Name = "server",
            Image = Image,
            Ready = ready,
            RestartCount = restarts,
            State = new() { Running = new() },
        };

    public static V1Pod Unplaced(string message) =>
        new()
        {
            Metadata = With().Metadata,
            Spec = With().Spec,
            Status = new()
            {
                Phase = "Pending",
                Conditions =
                [
                    new()
                    {
                        Type = "PodScheduled",
                        Status = "False",
                        Reason = "Unschedulable",
                        Message = message,
                    },
                ],
            },
        };
}
