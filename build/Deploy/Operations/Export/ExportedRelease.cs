using System.Text;
using Deploy.Planning.Inputs;

namespace Deploy.Operations.Export;

/// <summary>A release on its way into an engine's manifests.</summary>
/// <param name="Service">The service.</param>
/// <param name="Release">The release.</param>
/// <param name="Values">The chart's values as the checkout has them: the lower of the two layers that HelmInstall gives.</param>
/// <param name="Given">What is given on top of them: the upper layer.</param>
/// <param name="Wave">How many services stand in line before it by <c>needs:</c>; 0 for none.</param>
/// <param name="Needs">The exported releases in its namespace that have to be ready before it.</param>
internal sealed record ExportedRelease(
    ServicePlan Service,
    PlannedRelease Release,
    ReadOnlyMemory<byte> Values,
    IReadOnlyList<PlannedValue> Given,
    int Wave,
    IReadOnlyList<ReleaseName> Needs
)
{
    /// <summary>The upper layer as HelmInstall hands it to Helm.</summary>
    public string Overlay => $"{ValuesOverlay.Of(Given)}\n";

    /// <summary>The lower layer as text, for manifests that hold it: line ends are line feeds, as YAML reads them anyway.</summary>
    public string ValuesText =>
        Encoding.UTF8.GetString(WithoutMark(Values.Span)).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
}

/// <summary>All that is exported at once.</summary>
/// <param name="Plan">The plan that it says.</param>
/// <param name="Charts">Where an engine finds the charts.</param>
/// <param name="Releases">The releases, in the order in which they would be installed.</param>
internal sealed record FleetExport(Plan Plan, ChartAddress Charts, IReadOnlyList<ExportedRelease> Releases)
{
    /// <summary>The first lines of a file: what made it, and what from.</summary>
    /// <param name="format">The format.</param>
    /// <param name="sources">The files of the checkout whose content it holds.</param>
    public string Header(ExportFormat format, params IEnumerable<string> sources) =>
        $"""
            # Written by ./build.sh --target=Export --format={format.ToString().ToLowerInvariant()} --env={Plan.Scope.Environment}
            # from {string.Join(", ", sources)}. Do not edit: export again.

            """;
}

/// <summary>A file of an export.</summary>
/// <param name="Path">Where, relative to the folder, with <c>/</c> between segments.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ExportFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>A file of text.</summary>
    public ExportFile(string path, string content)
        : this(path, Encoding.UTF8.GetBytes(content)) { }
}
