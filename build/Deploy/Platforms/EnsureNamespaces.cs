using Deploy.Clusters;

namespace Deploy.Platforms;

/// <summary>Sees to it that releases go only where they may: a user's namespace has to be labelled as one.</summary>
public sealed class EnsureNamespaces(TargetCluster target, IPlatform platform, IRunEvents events)
{
    /// <summary>The label of namespaces that belong to one engineer, and its value.</summary>
    public static readonly KeyValuePair<string, string> EngineersLabel = new("ns_type", "engineer");

    /// <summary>Checks the plan's namespaces; the embedded platform gets those that it lacks.</summary>
    /// <exception cref="RefusedException">A namespace does not exist, or is not an engineer's.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var cluster = new Namespaces(await target.ApiAsync(cancellation));
        var isUsersOwn = plan.Scope.Environment.Namespace is null;
        foreach (var name in plan.Scope.Namespaces)
        {
            var labels = await cluster.LabelsAsync(name, cancellation);
            if (labels is null && platform.Kind == PlatformKind.Embedded)
            {
                await cluster.EnsureAsync(
                    name,
                    isUsersOwn ? new Dictionary<string, string>([EngineersLabel]) : [],
                    cancellation
                );
                events.Publish(new Note($"namespace {name} created on the embedded {plan.Scope.Cluster.Name}"));
            }
            else if (labels is null)
            {
                throw new RefusedException($"There is no namespace {name} on {plan.Scope.Cluster.Name}")
                {
                    NextStep =
                        $"./build.sh --target=CreateNamespace --env={plan.Scope.Environment}{(isUsersOwn ? $" --namespace={name}" : "")}",
                };
            }
            else if (isUsersOwn && labels.GetValueOrDefault(EngineersLabel.Key) != EngineersLabel.Value)
            {
                throw new RefusedException(
                    $"Namespace {name} on {plan.Scope.Cluster.Name} is not labelled {EngineersLabel.Key}={EngineersLabel.Value}, so it may be somebody else's, or more than a playground"
                )
                {
                    NextStep =
                        $"name your own with --namespace, or label it: kubectl --context {plan.Scope.Cluster.Context} label namespace {name} {EngineersLabel.Key}={EngineersLabel.Value}",
                };
            }
        }
    }
}
