using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class PackingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A package of the layer would have the name of Cake's own.</summary>
    [Fact]
    public async Task Should_never_become_a_package()
    {
        var (exitCode, output, error) = await ChildProcess.Dotnet(
            "pack",
            Path.Combine(Checkout(AppContext.BaseDirectory), "build", "Frosting"),
            "--configuration=Debug",
            "--no-build",
            "--no-restore",
            $"--output={_folder.Path}"
        );

        exitCode.ShouldBe(0, output + error);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    private static string Checkout(string folder) =>
        File.Exists(Path.Combine(folder, "Deploy.slnx")) ? folder : Checkout(Path.GetDirectoryName(folder)!);
}
