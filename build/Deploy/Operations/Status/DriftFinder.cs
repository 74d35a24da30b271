using Deploy.Clusters;
using Deploy.Clusters.Drift;
using Deploy.Clusters.Releases;
using Deploy.Oci.Registry;
using Deploy.Planning;
using Deploy.Platforms;
using Deploy.Yaml;

namespace Deploy.Operations.Status;

/// <summary>Holds what is installed against the checkout, the registry and the cluster.</summary>
public sealed class DriftFinder(
    IPlatform platform,
    TargetCluster target,
    IRegistry registry,
    RepositoryPaths paths,
    TimeProvider time
)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>All differences. A place that cannot be asked is one of them: nobody knows then.</summary>
    public async Task<IReadOnlyList<Drift>> OfAsync(RunScope scope, ReleaseState state, CancellationToken cancellation)
    {
        if (state.Revision is not { } revision)
        {
            return [];
        }

        var service = scope.Services.Services.First(candidate => candidate.Name == state.Service);
        var found = await Task.WhenAll(
            AskAsync(DriftSource.Git, _ => Task.FromResult(InCheckout(scope, service, state, revision)), cancellation),
            AskAsync(DriftSource.Registry, cancel => InRegistryAsync(scope, state, cancel), cancellation),
            AskAsync(DriftSource.Cluster, cancel => InClusterAsync(revision, cancel), cancellation)
        );
        return [.. found.SelectMany(drift => drift)];
    }

    private async Task<IReadOnlyList<Drift>> AskAsync(
        DriftSource where,
        Func<CancellationToken, Task<IReadOnlyList<string>>> ask,
        CancellationToken cancellation
    )
    {
        using var deadline = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return [.. (await ask(either.Token)).Select(text => new Drift(where, text))];
        }
        catch (DeployException problem)
        {
            return [new(where, $"cannot be told: {problem.Problem}")];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [new(where, $"cannot be told: no answer within {Duration.Format(_patience)}")];
        }
    }

    // Users' own and throw-away environments are not what values.yaml speaks of.
    private IReadOnlyList<string> InCheckout(
        RunScope scope,
        Service service,
        ReleaseState state,
        InstalledRelease revision
    )
    {
        if (scope.Environment is { Namespace: null } or { HasThrowAwayValues: true })
        {
            return [];
        }

        var found = new List<string>();
        var file = $"{service.ChartFolder}/Chart.yaml";
        var version = YamlFile.Read(paths.Absolute(file), file).AsMapping().Require("version").AsString();
        if (version != revision.ChartVersion)
        {
            found.Add($"{file} has version {Printable.Escape(version)}");
        }

        file = $"{service.ChartFolder}/values.yaml";
        var values = ChartValues.Read(paths.Absolute(file), file);
        foreach (var (image, installed) in service.Images.Zip(state.Images))
        {
            var path = image.TagValue.Expand(scope.Values(service, state.Namespace));
            if (values.Text(path) is var tag && tag != installed.Tag)
            {
                found.Add($"{file} has {path}: {Printable.Escape(tag ?? "(nothing)")}");
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> InRegistryAsync(
        RunScope scope,
        ReleaseState state,
        CancellationToken cancellation
    )
    {
        var host = (await platform.OpenAsync(scope, cancellation)).Registry;
        var found = new List<string>();
        foreach (var image in state.Images.Where(image => image.Tag is { Length: > 0 }))
        {
            var reference = new ImageReference(host, new(image.Repository), new(image.Tag!));
            var digest = (await registry.Manifests.FindAsync(reference, cancellation))?.Digest;
            if (digest is null)
            {
                found.Add($"{image.Repository} has no {image.Tag}");
            }
            else if (image.Digest is { Length: > 0 } pinned && pinned != digest.Value)
            {
                found.Add($"{image.Repository}:{image.Tag} is {digest.Short} now, and {new Digest(pinned).Short} runs");
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> InClusterAsync(
        InstalledRelease revision,
        CancellationToken cancellation
    ) => await new ClusterDrift(new LiveObjects(await target.ApiAsync(cancellation))).OfAsync(revision, cancellation);
}
