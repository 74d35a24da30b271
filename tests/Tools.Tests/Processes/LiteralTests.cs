using Cake.Core.IO;
using Deploy.Tools.Processes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Deploy.Tools.Tests.Processes;

public sealed class LiteralTests
{
    [Property(MaxTest = 60)]
    public Property Should_reach_the_child_as_it_is() =>
        Prop.ForAll(
            ArbMap
                .Default.GeneratorFor<UnicodeString>()
                .Select(text => text.Get ?? "")
                .Where(IsText)
                .ListOf()
                .ToArbitrary(),
            arguments => Echo(arguments).ShouldBe(arguments)
        );

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("a\\\"b")]
    [InlineData("ends with \\")]
    [InlineData("ends with \\\\")]
    [InlineData("\\\\server\\share")]
    [InlineData("$(id) `id` ${HOME} *.cs ~ !x ; | & < >")]
    [InlineData("'single' \"double\"")]
    [InlineData("line\nline\r\nline\ttab")]
    [InlineData("--option=value")]
    [InlineData("naïve 日本 \U0001F600")]
    public void Should_keep_what_shells_and_parsers_would_change(string argument) =>
        Echo(["before", argument, "after"]).ShouldBe(["before", argument, "after"]);

    // An attribute could not hold half a pair.
    public static TheoryData<string> Impossible { get; } = new("nul\0nul", "half \ud800 of a pair", "\udc00");

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void Should_refuse_what_no_argument_can_carry(string argument) =>
        Should.Throw<ArgumentException>(() => new ProcessArgumentBuilder().Literal(argument));

    [Fact]
    public void Should_join_an_option_with_its_value() =>
        new ProcessArgumentBuilder()
            .Option("--description", "-x \"y\"")
            .Render()
            .ShouldBe("\"--description=-x \\\"y\\\"\"");

    [Fact]
    public void Should_leave_out_an_option_without_value_and_a_flag_that_is_off() =>
        new ProcessArgumentBuilder()
            .Option("--version", null)
            .Flag("--wait", false)
            .Flag("--debug", true)
            .Render()
            .ShouldBe("--debug");

    // FsCheck makes NULs and half surrogate pairs too, which Literal refuses.
    private static bool IsText(string text) =>
        !text.Contains('\0')
        && text.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == text.Length
        && text == string.Concat(text.EnumerateRunes());

    private static List<string> Echo(IReadOnlyList<string> arguments)
    {
        var result = ShellCommand.Run("printf '%s\\0' \"$@\"", arguments);
        result.ExitCode.ShouldBe(0, result.Error);
        return [.. result.Output.Split('\0').Take(arguments.Count)];
    }
}
