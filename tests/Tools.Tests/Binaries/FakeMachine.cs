using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Cake.Core;
using Cake.Core.IO;
using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Binaries;
using Deploy.Tools.Processes;
using Deploy.Tools.Tests.Processes;
using NSubstitute;
using Semver;
using Path = System.IO.Path;

namespace Deploy.Tools.Tests.Binaries;

/// <summary>A machine whose PATH holds what the test puts there; programs are real shell scripts.</summary>
internal sealed class FakeMachine : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<BinaryPackage> _pinned = [];

    public FakeMachine()
    {
        Directory.CreateDirectory(Bin);
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath(_folder.Path));
        environment.Platform.Family.Returns(PlatformFamily.Linux);
        environment.GetEnvironmentVariable("PATH").Returns(_ => $"relative:{Bin}:{Bin}2");
        var real = RealCommands.Host();
        Host = real with { Environment = environment, Tools = new PathToolLocator(real.FileSystem, environment) };
    }

    public CommandHost Host { get; }

    public string Bin => $"{_folder.Path}/bin";

    public DirectoryPath Tools => $"{_folder.Path}/.tools";

    public string CacheFile => $"{_folder.Path}/cache/binaries.json";

    /// <summary>How often a program was started.</summary>
    public int Starts => File.Exists(StartsFile) ? File.ReadAllLines(StartsFile).Length : 0;

    /// <summary>Gets a line for each start.</summary>
    public string StartsFile => $"{_folder.Path}/starts";

    public BinaryLocator Locator(params BinaryPackage[] packages)
    {
        var known = new BinaryVersionCache(CacheFile);
        var fetcher = packages.Length == 0 ? null : Fetcher(null, packages);
        return new(Host, Tools, new(Host, known), known, [.. packages, .. _pinned], fetcher);
    }

    public PackageFetcher Fetcher(IProgress<FetchProgress>? progress, params BinaryPackage[] packages) =>
        new(Host, Tools, packages, progress);

    /// <summary>Puts a program on PATH that prints something, and counts its starts.</summary>
    public string OnPath(string name, string prints, int exitCode = 0, string bin = "bin") =>
        Program($"{bin}/{name}", prints, exitCode);

    /// <summary>Puts a program into <c>.tools</c>, as a fetch would, or as a repository may bring it along.</summary>
    public string InTools(string name, string version, string prints, bool isPinned = true)
    {
        var path = Program($".tools/{name}/{version}/{name}", prints, 0);
        if (isPinned)
        {
            var pinned = new PinnedBinary(SemVersion.Parse(version), Digest.Of(File.ReadAllBytes(path)));
            _pinned.Add(new("@scope/earlier", "1.0.0", "", pinned, pinned));
        }

        return path;
    }

    /// <summary>Puts an npm on PATH that delivers this package.</summary>
    public BinaryPackage Npm(string helmPrints = "v4.1.4", bool wrongDigest = false, bool withoutKubectl = false)
    {
        var tarball = Path.Combine(_folder.Path, "delivered.tgz");
        File.WriteAllBytes(tarball, Package(helmPrints, withoutKubectl));
        var script = $"""
            #!/bin/sh
            echo npm >>'{StartsFile}'
            for word; do case "$word" in --pack-destination=*) destination=$(echo "$word" | cut -d= -f2-);; esac; done
            cp '{tarball}' "$destination/package.tgz"
            """;
        Script("bin/npm", script);
        var digest = Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(tarball)));
        return new(
            "@scope/package",
            "1.0.0",
            wrongDigest ? "AAAA" : digest,
            new(new(4, 1, 4), Digest.Of(Encoding.UTF8.GetBytes(Helm(helmPrints)))),
            new(new(1, 35, 2), Digest.Of(Encoding.UTF8.GetBytes(Kubectl)))
        );
    }

    public string Script(string name, string text)
    {
        var path = _folder.Write(name, text);
        ShellCommand.Run("chmod +x \"$1\"", [path]).ExitCode.ShouldBe(0);
        return path;
    }

    public void Dispose() => _folder.Dispose();

    private string Program(string name, string prints, int exitCode) =>
        Script(name, $"#!/bin/sh\necho start >>'{StartsFile}'\necho '{prints}'\nexit {exitCode}\n");

    private const string Kubectl = "#!/bin/sh\necho 'gitVersion: v1.35.2'\n";

    private static string Helm(string prints) => $"#!/bin/sh\necho '{prints}'\n";

    private static byte[] Package(string helmPrints, bool withoutKubectl)
    {
        using var layer = new MemoryStream();
        using (var zip = new ZipArchive(layer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "helm/helm", Helm(helmPrints));
            if (!withoutKubectl)
            {
                Add(zip, "kubectl/kubectl", Kubectl);
            }
        }

        using var package = new MemoryStream();
        using (var gzip = new GZipStream(package, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, "package/package.json") { DataStream = Text("{}") }
            );
            layer.Position = 0;
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/lib/layer.zip") { DataStream = layer });
        }

        return package.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
