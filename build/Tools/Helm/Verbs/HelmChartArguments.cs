using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary>A verb that takes a chart.</summary>
public interface IHelmChartSettings
{
    /// <summary>A chart folder, a <c>.tgz</c>, or an <c>oci://</c> reference.</summary>
    string Chart { get; }

    /// <summary>Which version of a chart in a registry.</summary>
    ChartVersion? Version { get; }

    /// <summary>The chart's registry is on loopback, without TLS.</summary>
    bool PlainHttp { get; }
}

/// <summary>The arguments that verbs with a chart share.</summary>
internal static class HelmChartArguments
{
    /// <summary>Values files, and <c>--values=-</c> on top of them when there are values for standard input.</summary>
    public static ProcessArgumentBuilder Values(
        this ProcessArgumentBuilder arguments,
        IEnumerable<FilePath> files,
        string? input = null
    )
    {
        foreach (var file in files)
        {
            arguments.Option("--values", CsvField(file.FullPath));
        }

        return arguments.Option("--values", input is null ? null : "-");
    }

    /// <summary>The chart, after the name of the release where the verb has one. Nothing after <c>--</c> is an option.</summary>
    public static ProcessArgumentBuilder Chart(
        this ProcessArgumentBuilder arguments,
        IHelmChartSettings settings,
        ReleaseName? release = null
    )
    {
        arguments.Option("--version", settings.Version?.Value).Flag("--plain-http", settings.PlainHttp).Literal("--");
        return (release is null ? arguments : arguments.Literal(release.Value)).Literal(settings.Chart);
    }

    // The option is a list to Helm: it reads each value as a line of CSV.
    private static string CsvField(string value) =>
        value.AsSpan().ContainsAny(',', '"', '\n')
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
