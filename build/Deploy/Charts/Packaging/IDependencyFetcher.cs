namespace Deploy.Charts;

/// <summary>Gets the packages of dependencies that lie in other repositories.</summary>
public interface IDependencyFetcher
{
    /// <summary>Fetches the locked versions of a chart's dependencies that are neither local nor in the chart.</summary>
    /// <param name="chart">The chart's files, Chart.yaml and Chart.lock among them.</param>
    /// <param name="dependencies">Which of its locked dependencies are wanted.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <returns>The packages as they were downloaded, in the order of <paramref name="dependencies"/>.</returns>
    /// <exception cref="Model.FailedException">A repository cannot be reached or lacks the version.</exception>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> FetchAsync(
        ChartContents chart,
        IReadOnlyList<ChartDependency> dependencies,
        CancellationToken cancellationToken
    );
}
