using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Reporting;

namespace Deploy.Operations.Services;

/// <summary>The services of the catalog, as a table or as JSON.</summary>
/// <param name="output">Where to.</param>
public sealed class ServicesText(Output output)
{
    /// <summary>Writes it.</summary>
    public void Write(ServiceCatalog catalog, bool asJson)
    {
        var services = catalog.Services.Values.ToList();
        services.Sort((one, other) => one.Name.CompareTo(other.Name));
        if (asJson)
        {
            WriteJson(services, catalog);
        }
        else
        {
            WriteTable(services, catalog);
        }
    }

    // Apart, so that the table does not wait for the serializer to be loaded.
    private void WriteJson(List<Service> services, ServiceCatalog catalog)
    {
        var rows = services.ConvertAll(service => ServiceRow.Of(service, catalog));
        output.Writer.WriteLine(JsonSerializer.Serialize(rows, ServiceRowContext.Default.ListServiceRow));
    }

    private void WriteTable(List<Service> services, ServiceCatalog catalog) =>
        TextTable.Write(
            output.Writer,
            ["SERVICE", "TYPE", "PORT", "CLUSTER", "GROUPS"],
            services.Select(service =>
                (IReadOnlyList<string>)
                    [
                        service.Name.Value + (service.Enabled ? "" : " (disabled)"),
                        service.Type.Name,
                        service.DevPort?.ToString() ?? "",
                        ServiceRow.ClusterOf(service, catalog),
                        string.Join(' ', service.Groups.Select(group => $"%{group}")),
                    ]
            )
        );
}

internal sealed record ServiceRow(
    string Name,
    string Type,
    int? DevPort,
    string Cluster,
    IReadOnlyList<string> Groups,
    bool Enabled,
    string Chart
)
{
    public static ServiceRow Of(Service service, ServiceCatalog catalog) =>
        new(
            service.Name.Value,
            service.Type.Name,
            service.DevPort,
            ClusterOf(service, catalog),
            service.Groups,
            service.Enabled,
            service.Chart.Value
        );

    public static string ClusterOf(Service service, ServiceCatalog catalog) =>
        service.Cluster ?? catalog.Clusters.Values.FirstOrDefault(cluster => cluster.IsDefault)?.Alias ?? "";
}

[JsonSerializable(typeof(List<ServiceRow>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class ServiceRowContext : JsonSerializerContext;
