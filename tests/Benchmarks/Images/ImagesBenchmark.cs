using System.Diagnostics;
using Deploy.Images;
using Deploy.Images.Build;
using Deploy.Images.Build.Layer;
using Deploy.Images.Pex;
using Deploy.Oci.Registry;
using Deploy.Testing;

namespace Deploy.Benchmarks.Images;

/// <summary>
/// Building and pushing the image of a PEX that changed, by the layer builder and by <c>docker build</c> and
/// <c>docker push</c>, on the same base and to the same registry on this machine.
/// </summary>
internal static class ImagesBenchmark
{
    private const int Runs = 5;
    private const int PexSize = 20 * 1024 * 1024;

    private static readonly RegistryHost _host = new("localhost:5000");
    private static readonly ImageReference _base = new(_host, new("base/python"), new ImageTag("3.11"));

    public static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var http = RegistryHttp.Create();
        var registry = new RegistryClient(http, new FirstCredential(), TimeProvider.System);
        var builder = new LayerImageBuilder(registry, new ContentCache(Path.Combine(folder.Path, "cache")));
        var session = $"{Random.Shared.NextInt64():x}";
        var (ours, docker) = (new List<TimeSpan>(), new List<TimeSpan>());
        var sent = 0L;
        // The first run brings the base to the repository, and warms up both.
        for (var run = 0; run <= Runs; run++)
        {
            var pex = await ChangedPexAsync(folder.Path, run);
            var tag = new ImageTag($"{session}-{run}");
            var watch = Stopwatch.StartNew();
            var pushed = await LayerAsync(builder, pex, tag);
            var layer = watch.Elapsed;
            watch.Restart();
            var image = $"{_host}/bench/docker:{tag}";
            await DockerAsync(folder.Path, pex, image);
            var built = watch.Elapsed;
            await Measured.OfAsync("docker", ["image", "rm", "--force", image]);
            if (run > 0)
            {
                ours.Add(layer);
                docker.Add(built);
                sent = Math.Max(sent, pushed.BytesUploaded ?? 0);
                Console.WriteLine(
                    $"layer {layer.TotalSeconds:0.00} s   docker build + push {built.TotalSeconds:0.00} s"
                );
            }
        }

        Console.WriteLine($"{Median(docker) / Median(ours):0.0} times faster (medians of {Runs})");
        Console.WriteLine($"bytes written to the registry: {sent / (double)PexSize:0.000} times the PEX");
        return 0;
    }

    private static async Task<string> ChangedPexAsync(string folder, int run)
    {
        // As little compressible as what is compressed already.
        var content = new byte[PexSize];
        Random.Shared.NextBytes(content);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"{run}")).FullName, "service.pex");
        await File.WriteAllBytesAsync(path, content);
        return path;
    }

    private static async Task<PushedImage> LayerAsync(LayerImageBuilder builder, string pex, ImageTag tag)
    {
        var file = new PexFile(pex, await Deploy.Tools.Files.FileDigest.OfAsync(pex, default), Reused: false);
        var build = new ImageBuild(
            new ImageReference(_host, new("bench/layer"), tag),
            file,
            new ImageSource(new string('a', 40), DateTimeOffset.UnixEpoch, Repository: null)
        )
        {
            Base = _base,
            EntryPoint = ["python3", "/app/service.pex"],
        };
        return await (await builder.BuildAsync(build, default)).PushAsync(default);
    }

    private static async Task DockerAsync(string folder, string pex, string image)
    {
        var context = Path.GetDirectoryName(pex)!;
        var dockerfile = Path.Combine(folder, "Dockerfile");
        await File.WriteAllTextAsync(
            dockerfile,
            $"FROM {_base}\nCOPY service.pex /app/service.pex\nENTRYPOINT [\"python3\", \"/app/service.pex\"]\n"
        );
        await Measured.OfAsync("docker", ["build", "--quiet", "--tag", image, "--file", dockerfile, context]);
        await Measured.OfAsync("docker", ["push", "--quiet", image]);
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(Runs / 2);
}
