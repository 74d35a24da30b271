using Cake.Core.IO;
using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>An executable of the right name, whether it will do or not.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Source">Where it was found.</param>
/// <param name="Version">What it says of itself; null when it says nothing that can be read.</param>
/// <param name="Problem">Why it will not do; null when it will.</param>
public sealed record BinaryCandidate(FilePath Path, BinarySource Source, SemVersion? Version, string? Problem);
