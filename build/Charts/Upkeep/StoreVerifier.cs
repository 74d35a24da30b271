using Deploy.Charts.Index;
using Deploy.Charts.Stores;

namespace Deploy.Charts.Upkeep;

/// <summary>
/// Checks a repository without an index, which cannot be listed as a whole: every published version of some charts can be
/// downloaded, and is what its name says.
/// </summary>
/// <param name="store">The repository.</param>
public sealed class StoreVerifier(IChartStore store)
{
    /// <summary>Finds what is wrong.</summary>
    /// <exception cref="FailedException">The repository cannot be read.</exception>
    public async Task<IReadOnlyList<RepositoryFinding>> VerifyAsync(
        IReadOnlyCollection<ChartName> charts,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<RepositoryFinding>();
        foreach (var version in await store.FindAsync(charts, cancellationToken))
        {
            if (await ProblemOfAsync(version, cancellationToken) is { } problem)
            {
                findings.Add(new(RepositoryFault.BadPackage, version.Url, problem));
            }
        }

        return findings;
    }

    private async Task<string?> ProblemOfAsync(PublishedVersion version, CancellationToken cancellationToken)
    {
        try
        {
            var package = await store.FetchAsync(version, cancellationToken);
            return (package.Name, package.Version) == (version.Chart, version.Version)
                ? null
                : $"it holds {package.Name} {package.Version}";
        }
        catch (FailedException exception)
        {
            return exception.Problem;
        }
    }
}
