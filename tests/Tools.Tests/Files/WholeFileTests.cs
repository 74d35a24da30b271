using Deploy.Testing;
using Deploy.Tools.Files;

namespace Deploy.Tools.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Report => Path.Combine(_folder.Path, "reports", "deploy.html");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_make_the_folder_and_replace_the_file()
    {
        WholeFile.Write(Report, "old");
        WholeFile.Write(Report, "new");

        File.ReadAllText(Report).ShouldBe("new");
        Names().ShouldBe(["deploy.html"]);
    }

    [Fact]
    public void Should_take_away_what_a_killed_program_left()
    {
        _folder.Write($"reports/{Path.GetFileName(SideFile.Of(Report))}", "half");

        WholeFile.Write(Report, "whole");

        Names().ShouldBe(["deploy.html"]);
    }

    [Fact]
    public void Should_leave_nothing_where_it_cannot_be_written()
    {
        _folder.Write("reports/deploy.html/page", "a folder is in the way");

        Should.Throw<Exception>(() => WholeFile.Write(Report, "whole")).ShouldBeAssignableTo<IOException>();

        Names().ShouldBeEmpty();
    }

    private IEnumerable<string?> Names() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Report)!).Select(Path.GetFileName);
}
