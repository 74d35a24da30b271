using Deploy.Arguments;
using Deploy.Hosting;

namespace Deploy.Tests.Hosting;

public sealed class HelpTextTests
{
    [Fact]
    public void Should_fit_a_screen_of_80_by_50()
    {
        var lines = Help(80);

        lines.ShouldAllBe(line => line.Length <= 80);
        lines.Length.ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public void Should_name_every_argument()
    {
        var text = string.Join('\n', Help(80));

        ArgumentTable.All.ShouldAllBe(argument => text.Contains($"--{argument.Name}"));
    }

    [Fact]
    public void Should_wrap_below_the_column_of_the_texts()
    {
        var lines = Help(48);

        var first = Array.FindIndex(lines, line => line.StartsWith("  --services=", StringComparison.Ordinal));
        lines[first].ShouldStartWith("  --services=A,B,…");
        lines[first + 1].ShouldStartWith(new string(' ', 20));
    }

    private static string[] Help(int width)
    {
        var writer = new StringWriter { NewLine = "\n" };
        HelpText.Write(writer, width);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}
