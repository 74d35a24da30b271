using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads <c>service_types:</c>, on top of the conventions for the types that Toolchain's services have.</summary>
internal static class ServiceTypeReader
{
    /// <summary>Reads all types.</summary>
    public static IReadOnlyDictionary<string, ServiceType> Read(Layers catalog)
    {
        var types = Conventions().ToDictionary(type => type.Name);
        foreach (var (name, section) in catalog.Sections("service_types"))
        {
            section.AllowOnly("images", "values", "replicas_value");
            var convention = types.GetValueOrDefault(name) ?? new ServiceType(name);
            types[name] = convention with
            {
                Images = section.Section("images") is null
                    ? convention.Images
                    : [.. section.Sections("images").Select(image => ImageReader.Read(image.Key, image.Section))],
                Values = section.Section("values") is { } values ? ValueReader.Read(values) : convention.Values,
                ReplicasValue = section.Find("replicas_value")?.As(PathReader.Read) ?? convention.ReplicasValue,
            };
        }

        return types;
    }

    private static IEnumerable<ServiceType> Conventions() =>
        [
            new("gunicorn") { Images = [Image("gunicorn", "{service}/gunicorn", "gunicorn_image_rev.{region}")] },
            new("workflow")
            {
                Images =
                [
                    Image("worker", "{service}", "workflow_server_rev.{region}"),
                    Image("maintenance", "{service}/maintenance", "workflow_maintenance_image_rev.{region}"),
                ],
                ReplicasValue = "workers.*.replicas",
            },
            new("rust") { Images = [Image("server", "{service}", "image_rev.{region}")] },
        ];

    private static ImageTemplate Image(string name, string repository, string tagValue) =>
        new(name, new(repository, RunScope.Placeholders), new(tagValue, RunScope.Placeholders))
        {
            Pex = new() { Sources = [new("{folder}", RunScope.Placeholders)] },
        };
}
