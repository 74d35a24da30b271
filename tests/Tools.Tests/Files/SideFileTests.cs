using Deploy.Testing;
using Deploy.Tools.Files;

namespace Deploy.Tools.Tests.Files;

public sealed class SideFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string FileOf(string name) => Path.Combine(_folder.Path, name);

    private IEnumerable<string?> Names() => Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order();

    [Fact]
    public void Should_take_the_place_of_the_file()
    {
        var side = SideFile.Of(_folder.Write("layer.tar.gz", "old"));
        File.WriteAllText(side, "new");

        SideFile.Complete(side, FileOf("layer.tar.gz"));

        File.ReadAllText(FileOf("layer.tar.gz")).ShouldBe("new");
        Names().ShouldBe(["layer.tar.gz"]);
    }

    [Fact]
    public void Should_take_away_what_a_killed_program_left_and_nothing_else()
    {
        _folder.Write(Path.GetFileName(SideFile.Of(FileOf("a.tgz"))), "half");
        _folder.Write("b.tgz.new", "not ours");
        _folder.Write("a.tgz.mine.new", "not ours");
        var side = SideFile.Of(FileOf("a.tgz"));
        File.WriteAllText(side, "whole");

        SideFile.Complete(side, FileOf("a.tgz"));

        Names().ShouldBe(["a.tgz", "a.tgz.mine.new", "b.tgz.new"]);
    }

    [Fact]
    public void Should_be_content_where_another_program_was_faster_and_tidied_up()
    {
        _folder.Write("a.tgz", "the same");

        SideFile.Complete(SideFile.Of(FileOf("a.tgz")), FileOf("a.tgz"));

        File.ReadAllText(FileOf("a.tgz")).ShouldBe("the same");
    }

    [Fact]
    public void Should_fail_where_nobody_made_it()
    {
        Should.Throw<FileNotFoundException>(() => SideFile.Complete(SideFile.Of(FileOf("a.tgz")), FileOf("a.tgz")));
    }
}
