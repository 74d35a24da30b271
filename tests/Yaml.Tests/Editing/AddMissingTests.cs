namespace Deploy.Yaml.Tests.Editing;

public sealed class AddMissingTests
{
    [Theory]
    // Behind the last entry of the mapping, before comments that belong to what follows.
    [InlineData("rev:\n  us: a\n\n# about b\nb: 1\n", "rev:\n  us: a\n  eu: new\n\n# about b\nb: 1\n")]
    [InlineData("rev:\n  us: a # why\n  # eu: b\nb: 1\n", "rev:\n  us: a # why\n  eu: new\n  # eu: b\nb: 1\n")]
    [InlineData("rev:\n    us: a", "rev:\n    us: a\n    eu: new")]
    [InlineData("rev:\r\n  us: a\r\nb: 1\r\n", "rev:\r\n  us: a\r\n  eu: new\r\nb: 1\r\n")]
    [InlineData("rev:\r\n  us: a", "rev:\r\n  us: a\r\n  eu: new")]
    [InlineData("rev:\n  us: |\n    a\n\nb: 1\n", "rev:\n  us: |\n    a\n  eu: new\n\nb: 1\n")]
    [InlineData("rev:\n  us: |-\n    a", "rev:\n  us: |-\n    a\n  eu: new")]
    [InlineData("rev:\n  us: [a,\n   b]\nb: 1\n", "rev:\n  us: [a,\n   b]\n  eu: new\nb: 1\n")]
    [InlineData("rev:\n  us:\n  - a\n  -\nb: 1\n", "rev:\n  us:\n  - a\n  -\n  eu: new\nb: 1\n")]
    [InlineData("rev:\n  us: # why\nb: 1\n", "rev:\n  us: # why\n  eu: new\nb: 1\n")]
    [InlineData("x: &x {us: a}\nrev:\n  <<: *x\n", "x: &x {us: a}\nrev:\n  <<: *x\n  eu: new\n")]
    // Between brackets.
    [InlineData("rev: {us: a}\n", "rev: {us: a, eu: new}\n")]
    [InlineData("rev: {us: a,}\n", "rev: {us: a, eu: new,}\n")]
    [InlineData("rev: {us: }\n", "rev: {us: , eu: new}\n")]
    [InlineData("rev: {us}\n", "rev: {us, eu: new}\n")]
    [InlineData("rev: {}\n", "rev: {eu: new}\n")]
    [InlineData("rev: { }\n", "rev: {eu: new }\n")]
    [InlineData("rev: {\n  us: a # why\n}\n", "rev: {\n  us: a, eu: new # why\n}\n")]
    [InlineData("{\"rev\": {\"us\": 1}}", "{\"rev\": {\"us\": 1, \"eu\": \"new\"}}")]
    [InlineData("{\"b\": 1}", "{\"b\": 1, \"rev\": {\"eu\": \"new\"}}")]
    // Where there is no mapping yet.
    [InlineData("b: 1\n", "b: 1\nrev:\n  eu: new\n")]
    [InlineData("b:\n    c: 1\n# end\n", "b:\n    c: 1\nrev:\n    eu: new\n# end\n")]
    [InlineData("rev:\nb: 1\n", "rev:\n  eu: new\nb: 1\n")]
    [InlineData("rev:   # why\n\nb: 1\n", "rev:   # why\n  eu: new\n\nb: 1\n")]
    [InlineData("rev: &r\nb: *r\n", "rev: &r\n  eu: new\nb: *r\n")]
    [InlineData("rev: ~ # why\n", "rev: {eu: new} # why\n")]
    [InlineData("{rev: , b: 1}", "{rev: {eu: new} , b: 1}")]
    [InlineData("", "rev:\n  eu: new\n")]
    [InlineData("# Values.\n", "# Values.\nrev:\n  eu: new\n")]
    [InlineData("\uFEFF# Values.\r\n# More", "\uFEFF# Values.\r\n# More\r\nrev:\r\n  eu: new")]
    [InlineData("---\n", "---\nrev:\n  eu: new\n")]
    [InlineData("b: 1\n---\nc: 1\n", "b: 1\nrev:\n  eu: new\n---\nc: 1\n")]
    [InlineData("b: 1\n...\n", "b: 1\nrev:\n  eu: new\n...\n")]
    // Line ends and steps of other editors.
    [InlineData("b: 1\r", "b: 1\rrev:\r  eu: new\r")]
    [InlineData("b: {c: 1}\nd:\n   e:\n     f: 1\n", "b: {c: 1}\nd:\n   e:\n     f: 1\nrev:\n   eu: new\n")]
    [InlineData("b:\n- c:\n    d: 1\n", "b:\n- c:\n    d: 1\nrev:\n  eu: new\n")]
    [InlineData("rev: {\"us\"}\n", "rev: {\"us\", \"eu\": \"new\"}\n")]
    [InlineData("rev: {us: {a: b}}\n", "rev: {us: {a: b}, eu: new}\n")]
    [InlineData("rev: {'us': a}\n", "rev: {'us': a, 'eu': 'new'}\n")]
    [InlineData("rev: null\n", "rev: {eu: new}\n")]
    [InlineData("{rev: ~}", "{rev: {eu: new}}")]
    [InlineData("{rev}", "{rev: {eu: new}}")]
    public void Should_add_the_key_in_the_style_around_it(string before, string after) =>
        Edit.Set(before, "rev.eu", "new").ShouldBe(after);

    [Fact]
    public void Should_add_whole_chains_of_keys() =>
        Edit.Set("tests:\n    unit: {}\n", "tests.it.image_rev.us-east-1", "new")
            .ShouldBe("tests:\n    unit: {}\n    it:\n        image_rev:\n            us-east-1: new\n");

    [Fact]
    public void Should_add_to_a_mapping_in_a_list() =>
        Edit.Set("workers:\n  - name: a\n    x: 1\n  - name: b\n", "workers.0.rev", "new")
            .ShouldBe("workers:\n  - name: a\n    x: 1\n    rev: new\n  - name: b\n");

    [Fact]
    public void Should_quote_keys_and_values_that_would_be_something_else() =>
        Edit.Set("a: 1\n", "on.\"1.5\"", "1e3").ShouldBe("a: 1\n\"on\":\n  \"1.5\": \"1e3\"\n");
}
