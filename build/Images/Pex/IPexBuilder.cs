using Deploy.Tools.Processes;

namespace Deploy.Images.Pex;

/// <summary>Makes PEX files: Python programs of one file each.</summary>
public interface IPexBuilder
{
    /// <summary>Makes the PEX files of a run; all at once, for some builders share work between them.</summary>
    /// <returns>The files, in the order of <paramref name="builds"/>.</returns>
    /// <exception cref="FailedException">The builder is missing or failed.</exception>
    Task<IReadOnlyList<PexFile>> BuildAsync(IReadOnlyList<PexBuild> builds, CancellationToken cancellationToken);
}

/// <summary>What one PEX is made from.</summary>
/// <param name="Service">The service that it is for.</param>
/// <param name="OutputName">The file's name, e.g. <c>users-api-gunicorn.pex</c>.</param>
public sealed record PexBuild(ServiceName Service, string OutputName)
{
    /// <summary>The target of a build system, e.g. <c>src/python/service/users/api:users-api-gunicorn</c>.</summary>
    public string? Target { get; init; }

    /// <summary>The sources; files of several roots come together as if they were in one.</summary>
    public IReadOnlyList<SourceRoot> Sources { get; init; } = [];

    /// <summary>Where the program starts; null where the sources have a <c>__main__.py</c> of their own.</summary>
    public EntryPoint? EntryPoint { get; init; }

    /// <summary>The file that lists the distributions that the program needs, if it needs any.</summary>
    public string? RequirementsFile { get; init; }

    /// <summary>Which interpreters run it, e.g. <c>CPython&gt;=3.9</c>; null for any.</summary>
    public string? InterpreterConstraint { get; init; }

    /// <summary>The interpreter in the file's first line, after <c>#!</c>.</summary>
    public string Shebang { get; init; } = "/usr/bin/env python3";

    /// <summary>Hears what the builder prints, line by line.</summary>
    public IProgress<OutputLine>? Output { get; init; }
}

/// <summary>A PEX file that is there.</summary>
/// <param name="Path">Where.</param>
/// <param name="Digest">Its content.</param>
/// <param name="Reused">Whether it was there before, from the same inputs.</param>
public sealed record PexFile(string Path, Digest Digest, bool Reused);
