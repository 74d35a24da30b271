namespace Deploy.Arguments;

/// <summary>The formats of reports; the name of a file says which one it has.</summary>
internal static class ReportFormat
{
    /// <summary>The formats there are, as endings of files.</summary>
    public static readonly IReadOnlyList<string> Endings = [".html", ".md", ".json"];

    /// <summary>Refuses a file whose name says no format.</summary>
    /// <param name="origin">Where the name comes from, e.g. <c>--report</c>.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It ends with none of <see cref="Endings"/>.</exception>
    public static string Require(string origin, string path) =>
        Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? path
            : throw new UsageException(
                $"{origin} is {Printable.Quote(path)}; it takes a file that ends with {string.Join(", ", Endings)}"
            );
}
