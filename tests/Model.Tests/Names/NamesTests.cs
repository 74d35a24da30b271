namespace Deploy.Model.Tests.Names;

public sealed class NamesTests
{
    /// <summary>Names that would be taken for something else by a shell, a path, a terminal or Kubernetes.</summary>
    public static TheoryData<string> Hostile =>
        [
            "-x",
            "..",
            ".",
            "a b",
            "a\nb",
            "a\u202eb",
            "\u001b[31m",
            "A",
            "a_b",
            "",
            "a-",
            new string('a', 64),
            "ä",
            "a\0",
            "$(id)",
            "a;b",
            "--help",
        ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Fault_31_should_refuse_hostile_names_everywhere(string name)
    {
        Should.Throw<UsageException>(() => new ServiceName(name));
        Should.Throw<UsageException>(() => new ChartName(name));
        Should.Throw<UsageException>(() => new NamespaceName(name));
        Should.Throw<UsageException>(() => new ReleaseName(name));
    }

    [Fact]
    public void Should_say_which_kind_of_name_it_is_and_what_it_takes()
    {
        Problem(() => new ServiceName("users/My_Api"))
            .ShouldBe(
                "'My_Api' is no valid service name: it takes a-z, 0-9 and '-', and starts and ends with a letter or digit"
            );
        Problem(() => new ChartName("-x")).ShouldStartWith("'-x' is no valid chart name: it takes");
        Problem(() => new NamespaceName("-x")).ShouldStartWith("'-x' is no valid namespace: it takes");
        Problem(() => new ReleaseName("-x")).ShouldStartWith("'-x' is no valid release name: it takes");
        Problem(() => new ReleaseName(new string('a', 52) + "-")).ShouldContain("ends with a letter or digit");

        static string Problem(Func<object> make) => Should.Throw<UsageException>(make).Problem;
    }

    [Theory]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a/../b")]
    public void Fault_31_should_refuse_paths_that_lead_elsewhere(string name) =>
        Should.Throw<UsageException>(() => new ServiceName(name));

    [Fact]
    public void Fault_31_should_escape_what_a_terminal_would_act_on() =>
        Should
            .Throw<UsageException>(() => new NamespaceName("a\u001b[2Jb\u202e"))
            .Problem.ShouldStartWith("'a\\u001b[2Jb\\u202e' is no valid namespace: ");

    [Fact]
    public void Should_join_segments_to_the_charts_name() =>
        new ServiceName("buildsense/api").ChartName.ShouldBe(new("buildsense-api"));

    [Theory]
    [InlineData("buildsense/api", "api")]
    [InlineData("infosite", "infosite")]
    public void Should_know_the_last_segment(string name, string leaf) => new ServiceName(name).Leaf.ShouldBe(leaf);

    [Fact]
    public void Should_name_a_release_after_namespace_and_chart() =>
        ReleaseName.Of(new("prod"), new("users-api")).Value.ShouldBe("prod-users-api");

    [Fact]
    public void Should_take_names_as_long_as_Kubernetes_and_Helm_do()
    {
        new NamespaceName(new string('a', 63)).Value.Length.ShouldBe(63);
        new ReleaseName(new string('a', 53)).Value.Length.ShouldBe(53);
    }

    [Fact]
    public void Should_refuse_a_release_name_that_Helm_would() =>
        Should
            .Throw<UsageException>(() => ReleaseName.Of(new(new('n', 40)), new("buildsense-api")))
            .Problem.ShouldContain("it has 55 characters, 53 are allowed");

    [Theory]
    [InlineData("users/api", "users", true)]
    [InlineData("users", "users", true)]
    [InlineData("users-admin", "users", false)]
    [InlineData("users", "users/api", false)]
    public void Should_lie_under_whole_segments_only(string name, string prefix, bool isUnder) =>
        new ServiceName(name).IsUnder(prefix).ShouldBe(isUnder);
}
