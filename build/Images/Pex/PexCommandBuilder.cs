using Deploy.Tools.Pex;
using Deploy.Tools.Processes;

namespace Deploy.Images.Pex;

/// <summary>
/// Makes PEX files by the <c>pex</c> command, which brings the distributions along that a requirements file lists. The
/// same sources, requirements and pex give the file that was made before: pin the requirements, for that is all of them
/// that the file's text tells.
/// </summary>
/// <param name="host">What commands run on.</param>
/// <param name="cache">Keeps what was made.</param>
public sealed class PexCommandBuilder(CommandHost host, ContentCache cache) : IPexBuilder
{
    private readonly PexTool _pex = new(host);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PexFile>> BuildAsync(
        IReadOnlyList<PexBuild> builds,
        CancellationToken cancellationToken
    )
    {
        var version = builds.Count == 0 ? "" : await _pex.VersionAsync(cancellationToken);
        var files = new List<PexFile>(builds.Count);
        foreach (var build in builds)
        {
            files.Add(await BuildAsync(build, version, cancellationToken));
        }

        return files;
    }

    private async Task<PexFile> BuildAsync(PexBuild build, string version, CancellationToken cancellationToken)
    {
        var tree = await SourceTree.OfAsync(build.Sources, cancellationToken);
        var file = await cache.GetOrAddAsync(
            "pex",
            tree.AddTo(await InputsAsync(build, version, cancellationToken)).ToDigest(),
            build.OutputName,
            (path, token) => MakeAsync(build, tree, path, token),
            cancellationToken
        );
        return new PexFile(file.Path, file.Digest, file.Reused);
    }

    private static async Task<InputDigest> InputsAsync(
        PexBuild build,
        string version,
        CancellationToken cancellationToken
    ) =>
        new InputDigest()
            .Add("format", $"pex {version}")
            .Add("shebang", build.Shebang)
            .Add("entry point", build.EntryPoint?.ToString())
            .Add("interpreter", build.InterpreterConstraint)
            .Add(
                "requirements",
                build.RequirementsFile is null
                    ? null
                    : await File.ReadAllTextAsync(build.RequirementsFile, cancellationToken)
            );

    private async Task MakeAsync(PexBuild build, SourceTree tree, string path, CancellationToken cancellationToken)
    {
        using var sources = new StagedSources(tree);
        var settings = new PexSettings(path)
        {
            SourcesFolder = sources.Path,
            RequirementsFile = build.RequirementsFile,
            EntryPoint = build.EntryPoint?.ToString(),
            InterpreterConstraint = build.InterpreterConstraint,
            Shebang = build.Shebang,
            Lines = build.Output,
            ToolTimeout = TimeSpan.FromMinutes(30),
        };
        await _pex.RunAsync(settings, cancellationToken);
    }
}
