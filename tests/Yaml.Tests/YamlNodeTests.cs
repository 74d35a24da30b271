namespace Deploy.Yaml.Tests;

public sealed class YamlNodeTests
{
    private readonly YamlMapping _root = YamlReader
        .Read("services:\n- name: api\n  \"x\\e\": {y: 1}\ntags: &t [a, b]\ncopy: *t\n", "f.yaml")
        .AsMapping();

    [Fact]
    public void Should_know_the_way_to_it()
    {
        var service = _root.Require("services").AsSequence()[0].AsMapping();

        _root.Path.ShouldBe("");
        service.Path.ShouldBe("services[0]");
        service.Require("name").Path.ShouldBe("services[0].name");
        service.Require("x\u001b").AsMapping().Require("y").Path.ShouldBe("services[0].x\\u001b.y");
    }

    [Fact]
    public void Should_stand_behind_an_alias_where_the_node_is_that_it_names()
    {
        _root.Require("copy").AsStrings().ShouldBe(["a", "b"]);
        _root.Require("copy").Location.Line.ShouldBe(4);
        _root.KeyLocation("copy").Line.ShouldBe(5);
    }

    [Fact]
    public void Should_be_gone_through_item_by_item()
    {
        var tags = _root.Require("tags").AsSequence();

        tags.Count.ShouldBe(2);
        tags.Select(tag => tag.AsString()).ShouldBe(["a", "b"]);
        ((System.Collections.IEnumerable)tags).Cast<YamlNode>().Count().ShouldBe(2);
        tags.Kind.ShouldBe("a list");
    }

    [Fact]
    public void Should_name_what_is_wrong_and_what_to_do()
    {
        var mistake = _root.Require("services").Error("is wrong", "mend it");

        mistake.Line().ShouldBe("f.yaml:2:1: services is wrong");
        mistake.NextStep.ShouldBe("mend it");
        _root.Error("is wrong").Problem.ShouldBe("the file is wrong");
    }

    [Fact]
    public void Should_show_the_beginning_of_a_long_text()
    {
        YamlReader.Read(new string('x', 40), "f.yaml").Kind.ShouldBe($"'{new string('x', 40)}'");
        YamlReader.Read(new string('x', 41), "f.yaml").Kind.ShouldBe($"'{new string('x', 40)}…'");
        YamlReader.Read("~", "f.yaml").Kind.ShouldBe("nothing");
    }

    [Fact]
    public void Should_say_where_a_key_is_unknown_and_which_there_are()
    {
        var service = _root.Require("services").AsSequence()[0].AsMapping();

        var mistake = Should.Throw<UsageException>(() => service.AllowOnly("zone", "area"));

        mistake.Line().ShouldBe("f.yaml:2:3: unknown key 'name' in services[0]");
        mistake.NextStep.ShouldBe("known here: area, zone");
        service.AllowOnly("name", "x\u001b").ShouldBe(service);
        Should.Throw<UsageException>(() => service.AllowOnly("nam")).NextStep.ShouldBeNull();
    }

    [Fact]
    public void Should_take_only_a_single_value_for_one()
    {
        _root.Require("tags").AsSequence()[0].AsScalar().Value.ShouldBe("a");
        Should
            .Throw<UsageException>(() => _root.Require("tags").AsScalar())
            .Problem.ShouldBe("tags must be a single value, not a list");
        Should
            .Throw<UsageException>(() => YamlReader.Read("", "f.yaml").AsScalar())
            .Problem.ShouldBe("the file must be a single value, not nothing");
    }
}
