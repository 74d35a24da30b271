namespace Deploy.Images.Pex;

/// <summary>
/// Makes PEX files in the format of Python's own <c>zipapp</c>, without calling Python: for programs that need the
/// standard library only. Equal sources give equal bytes.
/// </summary>
/// <param name="cache">Keeps what was made.</param>
public sealed class ZipappBuilder(ContentCache cache) : IPexBuilder
{
    // Raised when the same inputs would give other bytes.
    private const string Format = "zipapp 1";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PexFile>> BuildAsync(
        IReadOnlyList<PexBuild> builds,
        CancellationToken cancellationToken
    )
    {
        var files = new List<PexFile>(builds.Count);
        foreach (var build in builds)
        {
            files.Add(await BuildAsync(build, cancellationToken));
        }

        return files;
    }

    private async Task<PexFile> BuildAsync(PexBuild build, CancellationToken cancellationToken)
    {
        var tree = await SourceTree.OfAsync(build.Sources, cancellationToken);
        RequireOneStart(build, tree);
        RequireNoDistributions(build);
        var inputs = new InputDigest()
            .Add("format", Format)
            .Add("shebang", build.Shebang)
            .Add("entry point", build.EntryPoint?.ToString());
        var file = await cache.GetOrAddAsync(
            "pex",
            tree.AddTo(inputs).ToDigest(),
            build.OutputName,
            (path, token) => ZipappWriter.WriteAsync(path, build.Shebang, build.EntryPoint, tree, token),
            cancellationToken
        );
        return new PexFile(file.Path, file.Digest, file.Reused);
    }

    private static void RequireOneStart(PexBuild build, SourceTree tree)
    {
        var hasMain = tree.Has(ZipappWriter.MainModule);
        if (hasMain == (build.EntryPoint is not null))
        {
            throw new UsageException(
                hasMain
                    ? $"{build.Service} has both an entry point ({build.EntryPoint}) and a {ZipappWriter.MainModule}"
                    : $"{build.Service} has neither an entry point nor a {ZipappWriter.MainModule}"
            )
            {
                NextStep = "the catalog's entry_point says where the program starts",
            };
        }
    }

    private static void RequireNoDistributions(PexBuild build)
    {
        if (build.RequirementsFile is not null)
        {
            throw new UsageException($"{build.Service} has requirements, which the zipapp builder cannot bring along")
            {
                NextStep = "build it with the pex or the pants builder",
            };
        }
    }
}
