using Deploy.Charts.Objects;
using Deploy.Charts.Packaging;
using Deploy.Testing;

namespace Deploy.Benchmarks.Charts;

/// <summary>
/// One publication into an index of 100,000 entries, against <c>helm repo index --merge</c> of the same chart into the same
/// index. Both are measured as whole processes.
/// </summary>
internal static class PublishBenchmark
{
    private const int Runs = 3;

    public static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        var repository = Directory.CreateDirectory(Path.Combine(folder.Path, "repository")).FullName;
        var index = Path.Combine(repository, "index.yaml");
        LargeIndex.Write(index);
        Console.WriteLine($"index: {new FileInfo(index).Length / 1e6:0.0} MB, 100,000 entries");

        var chart = Path.GetDirectoryName(folder.Write("new/Chart.yaml", Chart(0)))!;
        var helm = await HelmAsync(folder, repository, chart);
        var ours = new List<Measured>();
        for (var run = 1; run <= Runs; run++)
        {
            folder.Write("new/Chart.yaml", Chart(run));
            ours.Add(await PublishAsync(repository, chart, folder.Path));
            Console.WriteLine($"{"folder", -18}{ours[^1]}  {ours[^1].Output.Trim()}");
        }

        var s3 = await S3Async(folder, index, chart);
        if (helm is not null)
        {
            Compare(helm, "the folder", ours);
            Compare(helm, "S3", s3);
        }

        return 0;
    }

    private static void Compare(Measured helm, string store, IReadOnlyList<Measured> ours)
    {
        if (ours.Count > 0)
        {
            Console.WriteLine(
                $"helm needs {helm.Cpu / ours.Min(run => run.Cpu):0} times the CPU of {store}, "
                    + $"{helm.PeakBytes / (double)ours.Max(run => run.PeakBytes):0} times the memory"
            );
        }
    }

    private static string Chart(int minor) => $"apiVersion: v2\nname: service-05000x\nversion: 1.{minor}.0\n";

    private static Task<Measured> PublishAsync(string url, string chart, string folder) =>
        Measured.OfAsync(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"),
                "charts",
                "publish",
                url,
                chart,
                Path.Combine(folder, "cache"),
            ]
        );

    private static async Task<Measured?> HelmAsync(TemporaryFolder folder, string repository, string chart)
    {
        var (binary, missing) = await RealTools.HelmAsync(4);
        if (binary is null)
        {
            Console.WriteLine($"no helm: {missing}");
            return null;
        }

        var incoming = Directory.CreateDirectory(Path.Combine(folder.Path, "incoming")).FullName;
        var package = ChartPackage.Pack(ChartFolder.Read(chart), chart);
        await File.WriteAllBytesAsync(Path.Combine(incoming, package.FileName), package.Archive.ToArray());
        var measured = await Measured.OfAsync(
            binary.Path.FullPath,
            ["repo", "index", incoming, "--merge", Path.Combine(repository, "index.yaml")]
        );
        Console.WriteLine($"helm {binary.Version} merge  {measured}");
        return measured;
    }

    // Through the SDK, where the S3 emulator runs.
    private static async Task<IReadOnlyList<Measured>> S3Async(TemporaryFolder folder, string index, string chart)
    {
        var endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3");
        if (string.IsNullOrEmpty(endpoint))
        {
            Console.WriteLine("S3: set AWS_ENDPOINT_URL_S3 (and AWS_ACCESS_KEY_ID, …) to measure it too");
            return [];
        }

        const string Bucket = "deploy-benchmark";
        using var client = S3Clients.Create(Bucket);
        await client.PutBucketAsync(Bucket);
        await using (var text = File.OpenRead(index))
        {
            await client.PutObjectAsync(
                new()
                {
                    BucketName = Bucket,
                    Key = "charts/index.yaml",
                    InputStream = text,
                }
            );
        }

        // The first one also finds out, once for each store, that conditions are honoured there.
        var measured = new List<Measured>();
        for (var run = 0; run <= Runs; run++)
        {
            folder.Write("new/Chart.yaml", Chart(100 + run));
            measured.Add(await PublishAsync($"s3://{Bucket}/charts", chart, folder.Path));
            Console.WriteLine($"S3{(run == 0 ? ", first use" : ""), -16}{measured[^1]}  {measured[^1].Output.Trim()}");
        }

        foreach (var stored in (await client.ListObjectsV2Async(new() { BucketName = Bucket })).S3Objects)
        {
            await client.DeleteObjectAsync(Bucket, stored.Key);
        }

        await client.DeleteBucketAsync(Bucket);
        return measured[1..];
    }
}
