using Deploy.Clusters;
using Deploy.Platforms;

namespace Deploy.Operations.CreateNamespace;

/// <summary>Makes the namespaces of an environment, with the label that says whose kind they are.</summary>
public sealed class CreateNamespaceStep(TargetCluster target, IRunEvents events)
{
    /// <summary>Makes those that are missing.</summary>
    /// <param name="scope">Which, and where.</param>
    /// <param name="planOnly">Whether to say only what would be done.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">A namespace is there that is not an engineer's, and one of an engineer was asked for.</exception>
    public async Task RunAsync(RunScope scope, bool planOnly, CancellationToken cancellation)
    {
        var cluster = new Namespaces(await target.ApiAsync(cancellation));
        var isUsersOwn = scope.Environment.Namespace is null;
        foreach (var name in scope.Namespaces)
        {
            var labels = await cluster.LabelsAsync(name, cancellation);
            if (labels is not null)
            {
                RequireSameKind(scope, name, labels, isUsersOwn);
                events.Publish(new Note($"namespace {name} is on {scope.Cluster.Name} already"));
                continue;
            }

            var label = isUsersOwn ? $", labelled {EnsureNamespaces.EngineersLabel.Key}=engineer" : "";
            if (planOnly)
            {
                events.Publish(new Note($"namespace {name} would be made on {scope.Cluster.Name}{label}"));
                continue;
            }

            await cluster.EnsureAsync(
                name,
                isUsersOwn ? new Dictionary<string, string>([EnsureNamespaces.EngineersLabel]) : [],
                cancellation
            );
            events.Publish(new Note($"namespace {name} is on {scope.Cluster.Name} now{label}"));
        }
    }

    // To label a namespace that somebody else made would open it to every dev install.
    private static void RequireSameKind(
        RunScope scope,
        NamespaceName name,
        IReadOnlyDictionary<string, string> labels,
        bool isUsersOwn
    )
    {
        var (key, value) = EnsureNamespaces.EngineersLabel;
        if (isUsersOwn && labels.GetValueOrDefault(key) != value)
        {
            throw new RefusedException(
                $"Namespace {name} is on {scope.Cluster.Name} already, and is not labelled {key}={value}"
            )
            {
                NextStep =
                    $"choose another name; if it is yours, kubectl --context {scope.Cluster.Context} label namespace {name} {key}={value}",
            };
        }
    }
}
