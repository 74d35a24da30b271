using Cake.Core.IO;
using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>An executable whose version is known and supported.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Version">What it says of itself.</param>
/// <param name="Source">Where it was found.</param>
public sealed record Binary(FilePath Path, SemVersion Version, BinarySource Source);

/// <summary>Where an executable comes from.</summary>
public enum BinarySource
{
    /// <summary>The user's PATH.</summary>
    Path,

    /// <summary>The repository's <c>.tools</c> folder.</summary>
    Repository,

    /// <summary>Fetched and unpacked into <c>.tools</c> by this run.</summary>
    Fetched,
}
