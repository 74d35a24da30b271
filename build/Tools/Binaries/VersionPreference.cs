using System.Globalization;
using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>Which of the supported versions the user wants: any, a major one, or exactly one.</summary>
/// <param name="Major">The major version, if only that matters.</param>
/// <param name="Exact">The version, if no other will do.</param>
public sealed record VersionPreference(int? Major = null, SemVersion? Exact = null)
{
    /// <summary>No preference.</summary>
    public static VersionPreference Any { get; } = new();

    /// <summary>Reads <c>3</c>, <c>4</c> or <c>4.1.4</c>.</summary>
    /// <exception cref="UsageException">Anything else.</exception>
    public static VersionPreference Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? new(major)
        : SemVersion.TryParse(text, SemVersionStyles.AllowLowerV, out var exact) ? new(Exact: exact)
        : throw new UsageException(
            $"{Printable.Quote(text)} is no version: give a major one, e.g. 4, or a whole one, e.g. 4.1.4"
        );

    /// <summary>Whether a version is what the user wants.</summary>
    public bool Accepts(SemVersion version) =>
        Exact is not null ? version == Exact : Major is null || version.Major == Major;

    /// <summary>The preference as it is typed; empty for none.</summary>
    public override string ToString() => Exact?.ToString() ?? Major?.ToString() ?? "";
}
