using Deploy.Tools.Binaries;
using Deploy.Tools.Tests.Processes;

namespace Deploy.Tools.Tests.Binaries;

public sealed class BinaryVersionsTests : IDisposable
{
    private readonly FakeMachine _machine = new();
    private readonly BinaryRequirement _helm;

    public BinaryVersionsTests() =>
        _helm = BinaryRequirement.Helm with
        {
            VersionArguments = ["-c", $"echo >>'{_machine.StartsFile}'; echo v4.1.4"],
        };

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Should_ask_a_binary_once_and_remember_the_answer()
    {
        var helm = Binary();
        (await AskAsync(helm)).ShouldBe("4.1.4");
        (await AskAsync(helm)).ShouldBe("4.1.4");
        _machine.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task Should_ask_again_when_the_file_changed()
    {
        var helm = Binary();
        await AskAsync(helm);
        File.SetLastWriteTimeUtc(helm, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await AskAsync(helm);
        _machine.Starts.ShouldBe(2);
    }

    [Fact]
    public async Task Should_not_remember_what_a_script_says()
    {
        // As version managers put in place of tools.
        var shim = _machine.Script("bin/helm", "#!/bin/sh\nexec sh \"$@\"\n");
        await AskAsync(shim);
        await AskAsync(shim);
        _machine.Starts.ShouldBe(2);
    }

    [Fact]
    public async Task Should_not_remember_what_a_link_to_another_program_says()
    {
        var manager = Path.Combine(_machine.Bin, "manager");
        File.Move(Binary(), manager);
        var shim = Path.Combine(_machine.Bin, "helm");
        File.CreateSymbolicLink(shim, manager);
        await AskAsync(shim);
        await AskAsync(shim);
        _machine.Starts.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"x\":null}")]
    public async Task Should_do_without_its_file(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_machine.CacheFile)!);
        File.WriteAllText(_machine.CacheFile, content);
        (await AskAsync(Binary())).ShouldBe("4.1.4");
    }

    [Fact]
    public async Task Should_do_where_nothing_can_be_written()
    {
        File.WriteAllText(Path.GetDirectoryName(_machine.CacheFile)!, "a file where the folder should be");
        (await AskAsync(Binary())).ShouldBe("4.1.4");
    }

    private async Task<string> AskAsync(string path)
    {
        var versions = new BinaryVersions(_machine.Host, new BinaryVersionCache(_machine.CacheFile));
        return (await versions.OfAsync(path, _helm, default)).ToString();
    }

    // A copy of the shell: a real binary, which says what it is told to say.
    private string Binary()
    {
        var helm = Path.Combine(_machine.Bin, "helm");
        File.Copy(ShellCommand.Run("readlink -f \"$(command -v sh)\"").Output, helm);
        return helm;
    }
}
