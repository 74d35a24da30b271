using Deploy.Charts.Objects;
using Deploy.Charts.Packaging;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>What a repository in Helm's own form is made of: packages, and an <c>index.yaml</c> beside them.</summary>
/// <param name="Objects">Where the files are.</param>
/// <param name="Layout">How packages are named in the index, and whether an empty place counts.</param>
public sealed record IndexedRepository(IObjectStore Objects, RepositoryLayout Layout)
{
    /// <summary>What to do about a repository that contradicts itself.</summary>
    internal const string VerifyStep = "--target=RepoVerify shows all that is wrong with the repository";

    /// <summary>Its address.</summary>
    public string Url => Objects.Url;

    /// <summary>Reads a package; null where there surely is none.</summary>
    /// <param name="fileName">Its name, e.g. <c>infosite-1.4.0.tgz</c>.</param>
    /// <param name="expected">The digest that the index lists, or null where it lists none yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FailedException">It cannot be read, is not what was listed, or must not be installed.</exception>
    internal async Task<ChartPackage?> ReadAsync(string fileName, Digest? expected, CancellationToken cancellationToken)
    {
        var source = $"{Url}/{fileName}";
        var stored = await Objects.GetAsync(fileName, knownTag: null, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        var digest = Digest.Of(stored.Content.Span);
        if (expected is not null && digest != expected)
        {
            throw new FailedException($"{source} has the digest {digest}, but the index lists {expected}")
            {
                NextStep = VerifyStep,
            };
        }

        try
        {
            return ChartPackage.Open(stored.Content, source);
        }
        catch (UsageException exception)
        {
            throw new FailedException(exception.Message, exception) { NextStep = exception.NextStep };
        }
    }

    /// <summary>Stores a package, unless there is one of its name.</summary>
    /// <returns>Whether there was none.</returns>
    /// <exception cref="FailedException">It cannot be written, or got no answer, and may be there or not.</exception>
    internal async Task<bool> TryWriteAsync(ChartPackage package, CancellationToken cancellationToken)
    {
        var content = NewObject.Of(package.FileName, package.Archive, "application/gzip") with
        {
            Metadata = PackageMetadata.Of(package),
        };
        return await Objects.PutAsync(content, WriteCondition.IfAbsent, cancellationToken) is not null;
    }
}
