using Semver;

namespace Deploy.Model.Charts;

/// <summary>A chart's version: Semantic Versioning 2.0, as Helm asks.</summary>
public sealed record ChartVersion : IComparable<ChartVersion>
{
    private readonly SemVersion _version;

    /// <summary>Takes a validated version.</summary>
    /// <exception cref="UsageException">Not SemVer 2.0.</exception>
    public ChartVersion(string value)
    {
        if (!SemVersion.TryParse(value, SemVersionStyles.Strict, out var version))
        {
            throw new UsageException(
                $"{Printable.Quote(value)} is no valid chart version: Helm asks for SemVer, e.g. 1.4.0 or 1.4.0-rc.1"
            );
        }

        Value = value;
        _version = version;
    }

    /// <summary>The version as it is written.</summary>
    public string Value { get; }

    /// <summary>Compares by SemVer precedence; build metadata, which has none, decides last.</summary>
    public int CompareTo(ChartVersion? other) =>
        other is null ? 1 : SemVersion.CompareSortOrder(_version, other._version);

    /// <summary>The next version of a part; pre-release and build metadata go.</summary>
    public ChartVersion Next(VersionPart part) =>
        part switch
        {
            VersionPart.Major => new($"{_version.Major + 1}.0.0"),
            VersionPart.Minor => new($"{_version.Major}.{_version.Minor + 1}.0"),
            VersionPart.Patch when _version.IsPrerelease => new($"{_version.Major}.{_version.Minor}.{_version.Patch}"),
            VersionPart.Patch => new($"{_version.Major}.{_version.Minor}.{_version.Patch + 1}"),
        };

    /// <inheritdoc/>
    public bool Equals(ChartVersion? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The part of a version that a change raises.</summary>
public enum VersionPart
{
    /// <summary>Compatible fixes.</summary>
    Patch,

    /// <summary>Compatible additions.</summary>
    Minor,

    /// <summary>Anything that breaks a user.</summary>
    Major,
}
