using System.Text;
using Deploy.Charts.Packaging;

namespace Deploy.Charts.Tests.Packaging;

public sealed class HelmIgnoreTests
{
    [Theory]
    [InlineData("*.bak", "a.bak", true)]
    [InlineData("*.bak", "templates/a.bak", true)]
    [InlineData("*.bak", "a.bak.yaml", false)]
    [InlineData("/a.yaml", "a.yaml", true)]
    [InlineData("/a.yaml", "b/a.yaml", false)]
    [InlineData("b/*.yaml", "b/a.yaml", true)]
    [InlineData("b/*.yaml", "b/c/a.yaml", false)]
    [InlineData("b/*.yaml", "c/b/a.yaml", false)]
    [InlineData("dir/", "dir", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[a-c]x", "ax", true)]
    [InlineData("[a-c]x", "cx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[abb]x", "bx", true)]
    [InlineData("[^a]x", "^x", true)]
    [InlineData("[\\]]x", "]x", true)]
    [InlineData("*", "a", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("*a*b*c", "xaxbxbxc", true)]
    [InlineData("*a*b*c", "xaxbxbx", false)]
    [InlineData("# a", "# a", false)]
    [InlineData("  a  ", "a", true)]
    [InlineData("!a", "b", true)]
    [InlineData("!a", "a", false)]
    [InlineData("x", "templates/.hidden", true)]
    [InlineData("x", "templates/shown", false)]
    public void Should_leave_out_the_files_that_Helm_leaves_out(string rule, string path, bool ignored) =>
        Parse(rule).Ignores(path, isFolder: false).ShouldBe(ignored);

    [Theory]
    [InlineData("dir/", "dir", true)]
    [InlineData("dir/", "a/dir", true)]
    [InlineData("/dir/", "a/dir", false)]
    [InlineData("/dir/", "dir", true)]
    [InlineData("dir", "a/dir", true)]
    public void Should_leave_out_the_folders_that_Helm_leaves_out(string rule, string path, bool ignored) =>
        Parse(rule).Ignores(path, isFolder: true).ShouldBe(ignored);

    [Theory]
    [InlineData("**/x", "'**' is not supported by Helm")]
    [InlineData("[a", "a bracket that is empty or not closed")]
    [InlineData("a\\", "a backslash at the end")]
    [InlineData("[]a]", "a bracket that is empty or not closed")]
    public void Should_name_the_line_of_a_pattern_that_Helm_refuses(string rule, string why)
    {
        var mistake = Should.Throw<UsageException>(() => Parse($"ok\n{rule}\n"));

        mistake.Location.ShouldBe(new SourceLocation("web/.helmignore", 2, 1));
        mistake.Problem.ShouldBe($"'{rule}': {why}");
    }

    private static HelmIgnore Parse(string rules) => HelmIgnore.Parse(Encoding.UTF8.GetBytes(rules), "web/.helmignore");
}
