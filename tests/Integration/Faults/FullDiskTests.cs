using System.ComponentModel;
using System.Text;
using Deploy.Integration.Demo;
using Deploy.Tools.Files;

namespace Deploy.Integration.Faults;

/// <summary>Row 27 of the catalog of faults: a disk that is full, or that nobody may write to.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Before = "image_rev: old\n";
    private readonly string _disk = Directory.CreateTempSubdirectory("deploy-disk-").FullName;

    private string Values => Path.Combine(_disk, "values.yaml");

    private FileSet Files => new(new RepositoryPaths(_disk));

    // Larger than what is left on the disk once it is full.
    private static PlannedFile[] Planned =>
        [new("values.yaml", default, Encoding.UTF8.GetBytes($"image_rev: new # {new string('x', 300_000)}\n"))];

    public async ValueTask InitializeAsync()
    {
        try
        {
            var mount = await Child.Run("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", _disk]);
            Assert.SkipUnless(mount.ExitCode == 0, $"no disk can be mounted here: {mount.Error.Trim()}");
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no mount on the PATH");
        }

        await File.WriteAllTextAsync(Values, Before);
    }

    public async ValueTask DisposeAsync()
    {
        await Child.Run("umount", [_disk]);
        Directory.Delete(_disk, recursive: true);
    }

    [Fact]
    public async Task Fault_27_should_fail_before_anything_is_built_when_the_disk_is_full()
    {
        await File.WriteAllBytesAsync(Path.Combine(_disk, "ballast"), new byte[400_000]);

        Should.Throw<FailedException>(() => Files.RequireWritable(Planned)).Problem.ShouldContain("space");
        Should.Throw<FailedException>(() => Files.Replace(Planned));

        ShouldBeAsBefore();
        File.Delete(Path.Combine(_disk, "ballast"));
        Files.Replace(Planned);
        (await File.ReadAllTextAsync(Values)).ShouldStartWith("image_rev: new");
    }

    [Fact]
    public async Task Fault_27_should_fail_before_anything_is_built_when_the_disk_is_read_only()
    {
        (await Child.Run("mount", ["-o", "remount,ro", _disk])).ShouldHaveSucceeded();

        Should.Throw<FailedException>(() => Files.RequireWritable(Planned));
        Should.Throw<FailedException>(() => Files.Replace(Planned));

        ShouldBeAsBefore();
    }

    private void ShouldBeAsBefore()
    {
        File.ReadAllText(Values).ShouldBe(Before);
        Directory.EnumerateFiles(_disk, "*.deploy-new", SearchOption.AllDirectories).ShouldBeEmpty();
    }
}
