using System.Runtime.Versioning;
using Deploy.Testing;
using Deploy.Tools.Files;

namespace Deploy.Tools.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class OwnFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fault_37_Should_let_only_its_owner_in()
    {
        var path = Path.Combine(_folder.Path, ".deploy");

        OwnFolder.Create(path);

        File.GetUnixFileMode(path).ShouldBe(OwnerOnly);
    }

    [Fact]
    public void Fault_37_Should_close_one_that_was_open_to_others()
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder.Path, ".deploy")).FullName;
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        OwnFolder.Create(path);

        File.GetUnixFileMode(path).ShouldBe(OwnerOnly);
    }

    [Fact]
    public void Should_keep_git_out_and_leave_what_is_there()
    {
        var path = Path.Combine(_folder.Path, ".deploy");
        OwnFolder.Create(path);
        File.ReadAllText(Path.Combine(path, ".gitignore")).ShouldBe("*\n");

        _folder.Write(".deploy/.gitignore", "*\n# ours\n");
        OwnFolder.Create(path);

        File.ReadAllText(Path.Combine(path, ".gitignore")).ShouldBe("*\n# ours\n");
    }
}
