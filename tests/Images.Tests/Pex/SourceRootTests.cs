using Deploy.Images.Pex;

namespace Deploy.Images.Tests.Pex;

public sealed class SourceRootTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sources-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string file)
    {
        var path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file);
        return path;
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("pkg/../../secret")]
    public void Should_refuse_a_name_that_leads_out(string name)
    {
        var failure = Should.Throw<RefusedException>(() => new SourceRoot(_folder.FullName, []).PathOf(name));

        failure.Problem.ShouldStartWith($"'{name}' leads out of ");
    }

    [Fact]
    public void Should_refuse_links_that_lead_out()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "root"));
        Write("secret/key");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "root", "file"), Path.Combine("..", "secret", "key"));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "root", "folder"), Path.Combine("..", "secret"));
        var root = new SourceRoot(Path.Combine(_folder.FullName, "root"), []);

        Should.Throw<RefusedException>(() => root.PathOf("file"));
        Should.Throw<RefusedException>(() => root.PathOf("folder/key"));
    }

    [Fact]
    public void Should_follow_a_link_that_stays_inside()
    {
        Write("a.py");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "b.py"), "a.py");

        File.ReadAllText(new SourceRoot(_folder.FullName, []).PathOf("b.py")).ShouldBe("a.py");
    }

    [Theory]
    [InlineData("main")]
    [InlineData("a:b:c")]
    [InlineData("a:b()")]
    [InlineData("a; import os:b")]
    [InlineData("1a:b")]
    [InlineData("a.:b")]
    [InlineData("a:b\n")]
    public void Should_refuse_what_is_no_entry_point(string value) =>
        Should.Throw<UsageException>(() => new EntryPoint(value)).Problem.ShouldContain("no valid entry point");
}
