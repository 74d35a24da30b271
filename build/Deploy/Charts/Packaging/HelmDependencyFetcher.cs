using Deploy.Model;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Charts;

/// <summary>
/// Fetches dependencies of other repositories as Helm does, with the user's own repositories and logins: by
/// <c>helm dependency build</c> in a copy of what it needs, so that the checkout stays as it is.
/// </summary>
public sealed class HelmDependencyFetcher(IHelm helm) : IDependencyFetcher
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> FetchAsync(
        ChartContents chart,
        IReadOnlyList<ChartDependency> dependencies,
        CancellationToken cancellationToken
    )
    {
        var copy = Directory.CreateTempSubdirectory("deploy-chart-");
        try
        {
            foreach (var file in chart.Files.Where(file => file.Path is ChartMetadata.FileName or ChartLock.FileName))
            {
                await File.WriteAllBytesAsync(
                    Path.Combine(copy.FullName, file.Path),
                    file.Content.ToArray(),
                    cancellationToken
                );
            }

            await helm.BuildDependenciesAsync(
                new HelmDependencyBuildSettings { Chart = copy.FullName },
                cancellationToken
            );
            return [.. dependencies.Select(dependency => Read(copy, dependency))];
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static ReadOnlyMemory<byte> Read(DirectoryInfo copy, ChartDependency dependency)
    {
        var file = Path.Combine(copy.FullName, "charts", $"{dependency.Name}-{dependency.Version}.tgz");
        return File.Exists(file)
            ? File.ReadAllBytes(file)
            : throw new FailedException(
                $"helm dependency build did not bring {dependency.Name} {dependency.Version} of {dependency.Repository}"
            );
    }
}
