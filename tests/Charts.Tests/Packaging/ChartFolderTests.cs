using Deploy.Charts.Packaging;
using Deploy.Testing;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Packaging;

public sealed class ChartFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_read_all_files_that_are_not_ignored()
    {
        Write(
            ("Chart.yaml", ""),
            (".helmignore", "*.bak\nskipped/\n"),
            ("templates/a.yaml", ""),
            ("templates/.hidden", ""),
            ("templates/a.bak", ""),
            ("skipped/a", "")
        );

        Paths().ShouldBe([".helmignore", "Chart.yaml", "templates/a.yaml"]);
    }

    [Theory]
    [InlineData("values.yaml", "/etc/passwd")]
    [InlineData("templates/passwd", "/etc/passwd")]
    [InlineData("files", "/etc")]
    [InlineData("loop", ".")]
    [InlineData("dangling", "nowhere")]
    public void Should_refuse_a_link_and_name_it(string path, string target)
    {
        Write(("Chart.yaml", ""), ("templates/a.yaml", ""));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, path), target);

        Should
            .Throw<UsageException>(() => Paths())
            .Problem.ShouldBe($"'{path}' in the chart '{_folder.Path}' is a symbolic link");
    }

    [Fact]
    public void Should_refuse_rules_that_are_a_link()
    {
        Write(("Chart.yaml", ""));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, ".helmignore"), "/etc/passwd");

        Should.Throw<UsageException>(() => Paths()).Problem.ShouldStartWith("'.helmignore' in the chart");
    }

    [Fact]
    public void Should_pass_over_a_link_that_is_ignored()
    {
        Write(("Chart.yaml", ""), (".helmignore", "link"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), "/etc/passwd");

        Paths().ShouldBe([".helmignore", "Chart.yaml"]);
    }

    [Fact]
    public void Should_refuse_a_file_that_Helm_would_not_take_without_reading_it()
    {
        Write(("Chart.yaml", ""));
        using (var huge = File.Create(Path.Combine(_folder.Path, "huge")))
        {
            huge.SetLength(100L << 20);
        }

        Should
            .Throw<UsageException>(() => Paths())
            .Problem.ShouldBe($"'huge' in the chart '{_folder.Path}' has 104,857,600 bytes; Helm takes 5,242,880");
    }

    [Fact]
    public void Should_refuse_a_name_that_a_terminal_would_act_on()
    {
        Write(("Chart.yaml", ""), ("a\u001b[31m", ""));

        Should
            .Throw<UsageException>(() => Paths())
            .Problem.ShouldBe($@"'a\u001b[31m' in the chart '{_folder.Path}' has a name that is not safe");
    }

    [Fact]
    public void Should_say_that_there_is_no_folder() =>
        Should
            .Throw<UsageException>(() => ChartFolder.Read("nowhere"))
            .Problem.ShouldBe("there is no chart folder 'nowhere'");

    private void Write(params (string, string)[] files) => TestCharts.WriteTo(_folder.Path, files);

    private IEnumerable<string> Paths() => ChartFolder.Read(_folder.Path).Files.Select(file => file.Path);
}
