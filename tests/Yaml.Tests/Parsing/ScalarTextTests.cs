namespace Deploy.Yaml.Tests.Parsing;

public sealed class ScalarTextTests
{
    [Theory]
    [InlineData("\\0", "\0")]
    [InlineData("\\a", "\a")]
    [InlineData("\\b", "\b")]
    [InlineData("\\t", "\t")]
    [InlineData("\\\t", "\t")]
    [InlineData("\\n", "\n")]
    [InlineData("\\v", "\v")]
    [InlineData("\\f", "\f")]
    [InlineData("\\r", "\r")]
    [InlineData("\\e", "\u001b")]
    [InlineData("\\ ", " ")]
    [InlineData("\\\"", "\"")]
    [InlineData("\\'", "'")]
    [InlineData("\\/", "/")]
    [InlineData("\\\\", "\\")]
    [InlineData("\\N", "\u0085")]
    [InlineData("\\_", "\u00a0")]
    [InlineData("\\L", "\u2028")]
    [InlineData("\\P", "\u2029")]
    [InlineData("\\x41", "A")]
    [InlineData("\\u20ac", "€")]
    [InlineData("\\uFFFF", "\uffff")]
    [InlineData("\\U00010000", "\U00010000")]
    [InlineData("\\U0010FFFF", "\U0010FFFF")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("a\\x41b", "aAb")]
    public void Should_mean_what_an_escape_stands_for(string written, string text) =>
        Read($"\"{written}\"").ShouldBe(text);

    [Theory]
    [InlineData("one  two", "one  two")]
    [InlineData("one\n  two", "one two")]
    [InlineData("one \t\n \t two", "one two")]
    [InlineData("one\n\n  two", "one\ntwo")]
    [InlineData("one\n\n\n  two", "one\n\ntwo")]
    [InlineData("one\r\n\r\n  two", "one\ntwo")]
    [InlineData("one\r\r  two", "one\ntwo")]
    public void Should_fold_lines_in_every_style_but_blocks(string written, string text)
    {
        Read(written).ShouldBe(text);
        Read($"'{written}'").ShouldBe(text);
        Read($"\"{written}\"").ShouldBe(text);
    }

    [Theory]
    [InlineData("' one\n  two '", " one two ")]
    [InlineData("'\n  one'", " one")]
    [InlineData("'one\n'", "one ")]
    [InlineData("'one\n\n'", "one\n")]
    [InlineData("\" one\n  two \"", " one two ")]
    [InlineData("\"one\n\"", "one ")]
    [InlineData("\"one \\\n  two\"", "one two")]
    [InlineData("\"one\\\n\n\n  two\"", "one\n\ntwo")]
    [InlineData("\"one\\\r\n  two\"", "onetwo")]
    [InlineData("\"one\\\n\"", "one")]
    [InlineData("''''", "'")]
    [InlineData("\"\"", "")]
    public void Should_keep_the_blanks_at_the_ends_of_quotes(string written, string text) =>
        Read(written).ShouldBe(text);

    [Theory]
    [InlineData("|\n  one\n  two\n", "one\ntwo\n")]
    [InlineData("|\n  one", "one")]
    [InlineData("|\n\n\n  one\n", "\n\none\n")]
    [InlineData("|\n  one\n\n\n  two\n", "one\n\n\ntwo\n")]
    [InlineData("|\r\n  one\r\n  two\r\n", "one\ntwo\n")]
    [InlineData("|+\n  one\n\n\n", "one\n\n\n")]
    [InlineData("|-\n  one\n\n\n", "one")]
    [InlineData("|2-\n   one\n", " one")]
    [InlineData("|-2\n   one\n", " one")]
    [InlineData("|+2\n  one\n\n", "one\n\n")]
    [InlineData("| # why -\n  one\n", "one\n")]
    [InlineData("|\t# why\n  one\n", "one\n")]
    [InlineData("|\n", "")]
    [InlineData("|+\n\n\n", "\n\n")]
    [InlineData("|\n   \n\n", "")]
    [InlineData(">\n  one\n  two\n", "one two\n")]
    [InlineData(">\n  one\n\n  two\n", "one\ntwo\n")]
    [InlineData(">\n  one\n\n\n  two\n", "one\n\ntwo\n")]
    [InlineData(">\n  one\n   deeper\n  two\n", "one\n deeper\ntwo\n")]
    [InlineData(">\n  one\n\n   deeper\n\n  two\n", "one\n\n deeper\n\ntwo\n")]
    [InlineData(">\n  one\n  \tdeeper\n", "one\n\tdeeper\n")]
    [InlineData(">-\n  one\n  two\n\n", "one two")]
    public void Should_take_the_lines_of_a_block_as_its_header_says(string written, string text) =>
        Read(written).ShouldBe(text);

    private static string Read(string written) =>
        ((YamlScalar)YamlReader.Read($"a: {written}", "f.yaml").AsMapping().Entries.Single().Value).Value;
}
