using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>What becomes of the objects that a deleted object owns.</summary>
internal enum Propagation
{
    /// <summary>They go after it.</summary>
    Background,

    /// <summary>They go before it.</summary>
    Foreground,

    /// <summary>They stay, without owner.</summary>
    Orphan,
}

/// <summary>How a deletion is done.</summary>
internal sealed record DeleteOptions
{
    public Propagation Propagation { get; init; } = Propagation.Background;

    /// <summary>Seconds that a pod gets; 0 removes it at once.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>The deletion is refused when the object has another uid.</summary>
    public string? Uid { get; init; }

    /// <summary>The deletion is refused when the object has another version.</summary>
    public string? ResourceVersion { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>Reads the body of a deletion, which may be absent.</summary>
    public static DeleteOptions Of(JsonObject? body) =>
        new()
        {
            Propagation = body.Text("propagationPolicy") switch
            {
                "Foreground" => Propagation.Foreground,
                "Orphan" => Propagation.Orphan,
                _ => body.Flag("orphanDependents") ? Propagation.Orphan : Propagation.Background,
            },
            GracePeriodSeconds = body.Number("gracePeriodSeconds"),
            Uid = body.Text("preconditions", "uid"),
            ResourceVersion = body.Text("preconditions", "resourceVersion"),
            IsDryRun = body.Texts("dryRun").Contains("All"),
        };
}
