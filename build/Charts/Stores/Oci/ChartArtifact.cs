using System.Text;
using Deploy.Charts.Packaging;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;

namespace Deploy.Charts.Stores.Oci;

/// <summary>A chart as an OCI artifact: Chart.yaml as JSON for configuration, the package as only layer.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Package">The package.</param>
/// <param name="Manifest">What names both.</param>
internal sealed record ChartArtifact(Blob Config, Blob Package, Manifest Manifest)
{
    private const string ConfigType = "application/vnd.cncf.helm.config.v1+json";
    private const string PackageType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    /// <summary>
    /// The artifact of a package. Helm also writes the time into it; without that, the same package is the same artifact,
    /// and pushing it twice is nothing.
    /// </summary>
    public static ChartArtifact Of(ChartPackage package)
    {
        var config = Blob.Of(ConfigType, Encoding.UTF8.GetBytes(package.Metadata.ToJson()));
        var content = Blob.Of(PackageType, package.Archive.ToArray());
        var manifest = new ImageManifest(config.Descriptor, [content.Descriptor])
        {
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["org.opencontainers.image.title"] = package.Name.Value,
                ["org.opencontainers.image.version"] = package.Version.Value,
            },
        };
        return new(config, content, Manifest.Of(manifest));
    }

    /// <summary>The package that a manifest names.</summary>
    /// <exception cref="FailedException">It is not the manifest of a chart.</exception>
    public static Descriptor PackageOf(Manifest manifest, string source)
    {
        var image = manifest.ToImage();
        return
            image.Config.MediaType == ConfigType
            && image.Layers.FirstOrDefault(layer => layer.MediaType == PackageType) is { } package
            ? package
            : throw new FailedException($"{source} is no Helm chart, but {image.Config.MediaType}");
    }
}
