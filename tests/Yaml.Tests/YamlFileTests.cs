using Deploy.Testing;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests;

public sealed class YamlFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_read_a_file_and_call_it_by_its_name()
    {
        var path = Write("a: 1\n");

        YamlFile.Read(path, "charts/services.yaml").Location.ToString().ShouldBe("charts/services.yaml:1:1");
        YamlFile.Read(path).Location.File.ShouldBe(path);
    }

    [Fact]
    public void Should_read_values_as_Helm_does_where_that_is_asked_for() =>
        YamlFile.Read(Write("a: 1\na: 2\n"), options: YamlOptions.Values).AsMapping().Require("a").AsInt().ShouldBe(2);

    [Fact]
    public void Should_say_that_there_is_no_such_file()
    {
        var path = Path.Combine(_folder.Path, "missing.yaml");

        Problem(() => YamlFile.Read(path)).ShouldBe($"there is no file '{path}'");
        Problem(() => YamlFile.Read(path, "values.yaml")).ShouldBe("there is no file 'values.yaml'");
    }

    [Fact]
    public void Fault_29_should_not_read_a_byte_of_a_file_that_is_too_large()
    {
        var path = Write("a: 1\n");

        Problem(() => YamlFile.ReadBytes(path, options: new() { MaximumBytes = 4 })).ShouldContain("has 5 bytes");
        YamlFile.ReadBytes(path, options: new() { MaximumBytes = 5 }).Length.ShouldBe(5);
    }

    [Fact]
    public void Should_say_that_a_file_cannot_be_read()
    {
        var path = Write("a: 1\n");
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Problem(() => YamlFile.Read(path)).ShouldStartWith($"'{path}' cannot be read: ");
        Problem(() => YamlFile.Read(path, "values.yaml")).ShouldStartWith("'values.yaml' cannot be read: ");
    }

    private string Write(string text) => _folder.Write("file.yaml", text);

    private static string Problem(Func<object> read) => Should.Throw<UsageException>(read).Problem;
}
