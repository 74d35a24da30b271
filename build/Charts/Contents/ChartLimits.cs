namespace Deploy.Charts.Contents;

/// <summary>
/// What a chart may contain. The sizes are Helm's own (from 3.18.5 and 4.0 on; older ones take more and then fail in the
/// cluster, where a release has to fit into a Secret of 1 MiB).
/// </summary>
internal static class ChartLimits
{
    /// <summary>Largest file, in bytes.</summary>
    public const int FileBytes = 5 * 1024 * 1024;

    /// <summary>All files together, in bytes.</summary>
    public const int TotalBytes = 100 * 1024 * 1024;

    /// <summary>Largest package, in bytes: above what compresses to it no honest chart gets.</summary>
    public const int ArchiveBytes = 20 * 1024 * 1024;

    /// <summary>Most files.</summary>
    public const int Files = 10_000;

    /// <summary>Why a path must not stand in a package, or null if it may.</summary>
    public static string? Objection(string path)
    {
        var segments = path.Split('/');
        return path.Length == 0 || path.Contains('\\') || Printable.Escape(path) != path ? "has a name that is not safe"
            : path[0] == '/' || (path.Length > 1 && path[1] == ':') ? "has an absolute path"
            : segments.Contains("..") ? "points outside the chart by '..'"
            : segments.Any(segment => segment is "" or ".") ? "has a name that is not safe"
            : null;
    }
}
