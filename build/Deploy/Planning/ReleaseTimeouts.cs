namespace Deploy.Planning;

/// <summary>How long the install of a release may take.</summary>
internal static class ReleaseTimeouts
{
    private static readonly TimeSpan _perReplica = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan _perReplicaWithIngress = TimeSpan.FromSeconds(90);

    /// <summary>What the user said, else the environment, else the convention per replica.</summary>
    public static TimeSpan Install(RunScope scope, RunOptions options, Service service, NamespaceName @namespace) =>
        options.InstallTimeout
        ?? scope.Environment.InstallTimeout
        ?? (service.HasIngress ? _perReplicaWithIngress : _perReplica)
            * Math.Max(1, Replicas(scope, service, @namespace));

    /// <summary>Pods per Deployment.</summary>
    public static int Replicas(RunScope scope, Service service, NamespaceName @namespace) =>
        service.Replicas.GetValueOrDefault(@namespace.Value, scope.Environment.Replicas);
}
