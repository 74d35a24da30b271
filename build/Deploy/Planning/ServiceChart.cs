using Deploy.Yaml;

namespace Deploy.Planning;

/// <summary>A service's chart in the checkout.</summary>
internal static class ServiceChart
{
    /// <summary>Reads what the chart calls itself.</summary>
    /// <param name="folder">The checkout.</param>
    /// <param name="service">The service.</param>
    /// <param name="source">Where the chart that is installed comes from.</param>
    /// <exception cref="UsageException">Its Chart.yaml is missing or wrong, not the service's, or one of which Helm makes no release.</exception>
    public static PlannedChart Read(RepositoryPaths folder, Service service, ChartSource source)
    {
        var file = $"{service.ChartFolder}/Chart.yaml";
        var chart = YamlFile.Read(folder.Absolute(file), file).AsMapping();
        var name = chart.Require("name");
        if (name.As(text => new ChartName(text)) != service.Chart)
        {
            throw name.Error(
                $"is {Printable.Quote(name.AsString())}, but the catalog calls the chart of {service} {Printable.Quote(service.Chart.Value)}"
            );
        }

        if (chart.Find("type") is { IsNull: false } type && type.AsString() == "library")
        {
            throw type.Error(
                "is library: other charts use it, and Helm makes no release of it",
                $"name another chart for {service}, or take the service out of the catalog"
            );
        }

        return new(
            service.Chart,
            chart.Require("version").As(text => new ChartVersion(text)),
            service.ChartFolder,
            source
        );
    }
}
