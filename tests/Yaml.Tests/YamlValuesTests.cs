namespace Deploy.Yaml.Tests;

public sealed class YamlValuesTests
{
    private static YamlNode Value(string text) =>
        YamlReader
            .Read($"s:\n  - v: {text}\n", "f.yaml")
            .AsMapping()
            .Require("s")
            .AsSequence()[0]
            .AsMapping()
            .Require("v");

    private static string Refusal(Func<object?> read) => Should.Throw<UsageException>(() => read()).Line();

    [Theory]
    [InlineData("true|True|TRUE|yes|Yes|YES|on|On|ON", true)]
    [InlineData("false|False|FALSE|no|No|NO|off|Off|OFF", false)]
    public void Should_read_truth_values_as_Helm_does(string texts, bool expected) =>
        texts.Split('|').ShouldAllBe(text => Value(text).AsBool() == expected);

    [Theory]
    [InlineData("0", 0), InlineData("-12", -12), InlineData("8080", 8080)]
    public void Should_read_whole_numbers(string text, int expected) => Value(text).AsInt().ShouldBe(expected);

    [Theory]
    [
        InlineData("90s", 90),
        InlineData("1m30s", 90),
        InlineData("1.5h", 5400),
        InlineData("5m0s", 300),
        InlineData("60", 60),
        InlineData("500ms", 0.5)
    ]
    public void Should_read_times(string text, double seconds) =>
        Value(text).AsDuration().ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Should_read_types_of_the_model() =>
        Value("users/api").As(text => new ServiceName(text)).ChartName.Value.ShouldBe("users-api");

    [Fact]
    public void Should_read_one_of_a_set() =>
        Value("layer").AsOneOf<ImageBuilderKind>().ShouldBe(ImageBuilderKind.Layer);

    [Fact]
    public void Should_name_the_value_its_place_and_what_was_expected()
    {
        Refusal(() => Value("maybe").AsBool()).ShouldBe("f.yaml:2:8: s[0].v must be true or false, not 'maybe'");
        Refusal(() => Value("1.5").AsInt()).ShouldBe("f.yaml:2:8: s[0].v must be a whole number, not '1.5'");
        Refusal(() => Value("0").AsInt(1)).ShouldBe("f.yaml:2:8: s[0].v must be a whole number of at least 1, not '0'");
        Refusal(() => Value("70000").AsInt(1, 65535))
            .ShouldBe("f.yaml:2:8: s[0].v must be a whole number from 1 to 65535, not '70000'");
        Refusal(() => Value("9").AsInt(maximum: 8))
            .ShouldBe("f.yaml:2:8: s[0].v must be a whole number of at most 8, not '9'");
        Value("8").AsInt(8, 8).ShouldBe(8);
        Refusal(() => Value("soon").AsDuration())
            .ShouldBe("f.yaml:2:8: s[0].v must be a time such as '90s' or '5m', not 'soon'");
        Refusal(() => Value("[a]").AsString()).ShouldBe("f.yaml:2:8: s[0].v must be text, not a list");
        Refusal(() => Value("a").AsMapping()).ShouldBe("f.yaml:2:8: s[0].v must be a mapping, not 'a'");
        Refusal(() => Value("{b: c}").AsStrings()).ShouldBe("f.yaml:2:8: s[0].v must be a list, not a mapping");
        Refusal(() => Value("[a, {b: c}]").AsStrings()).ShouldBe("f.yaml:2:12: s[0].v[1] must be text, not a mapping");
        Refusal(() => Value("dokcer").AsOneOf<ImageBuilderKind>())
            .ShouldBe("f.yaml:2:8: s[0].v is 'dokcer', not one of layer, docker; did you mean 'docker'?");
        Refusal(() => Value("a//b").As(text => new ServiceName(text)))
            .ShouldStartWith("f.yaml:2:8: '' is no valid service name");
    }

    [Fact]
    public void Should_name_unknown_and_missing_keys_with_the_nearest_one()
    {
        var mapping = YamlReader.Read("name: a\nreplcas: 2\n\"x\\e[31m\": 1\nempty:\n", "f.yaml").AsMapping();

        Refusal(() => mapping.AllowOnly("name", "replicas", "empty"))
            .ShouldBe("f.yaml:2:1: unknown key 'replcas'; did you mean 'replicas'?");
        Refusal(() => mapping.AllowOnly("name", "replcas", "empty")).ShouldBe("f.yaml:3:1: unknown key 'x\\u001b[31m'");
        Refusal(() => mapping.Require("replicas"))
            .ShouldBe("f.yaml:1:1: the file lacks the key 'replicas'; did you mean 'replcas'?");
        Refusal(() => mapping.Require("empty")).ShouldBe("f.yaml:4:7: empty has no value");
        mapping.Find("empty").ShouldBeNull();
        mapping.Contains("empty").ShouldBeTrue();
        mapping.Find("missing").ShouldBeNull();
    }
}
