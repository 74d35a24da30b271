using Deploy.Testing;

namespace Deploy.Model.Tests.Catalog;

public sealed class ServiceSelectionTests
{
    [Theory]
    [InlineData("infosite", "infosite")]
    [InlineData("users/api", "users/api")]
    [InlineData("users", "users")] // a service of that name wins over the prefix
    [InlineData("buildsense", "buildsense/api")]
    [InlineData("%prod", "buildsense/api infosite users/api")]
    [InlineData("%prod,infosite", "buildsense/api infosite users/api")]
    [InlineData("%dev,!users", "buildsense/api infosite users/api users/workflow")]
    [InlineData("%dev,!users/workflow", "buildsense/api infosite users/api")]
    [InlineData("%dev,!%prod", "users/workflow")]
    [InlineData("users-admin", "users-admin")] // disabled, but named exactly
    public void Should_pick(string terms, string expected) =>
        string.Join(' ', Select(terms).Services).ShouldBe(expected);

    [Fact]
    public void Should_match_prefixes_by_whole_segments()
    {
        var catalog = Catalogs.Of(
            Catalogs.Service("users/api"),
            Catalogs.Service("users/workflow"),
            Catalogs.Service("users-admin")
        );

        ServiceSelection
            .Of(catalog, ["users"])
            .Services.Select(service => service.Name.Value)
            .ShouldBe(["users/api", "users/workflow"]);
    }

    [Fact]
    public void Should_leave_out_disabled_services_of_a_group_and_say_so()
    {
        var selection = Select("%staging");

        selection.Services.Select(service => service.Name.Value).ShouldNotContain("users-admin");
        selection.LeftOut.Select(service => service.Name.Value).ShouldBe(["users-admin"]);
    }

    [Theory]
    [InlineData("infosit", "There is no service 'infosit' in the catalog; did you mean 'infosite'?")]
    [InlineData("%stagin", "There is no group '%stagin' in the catalog; did you mean '%staging'?")]
    [InlineData(
        "user",
        "There is no service 'user' in the catalog; did you mean 'users' or 'users-admin' or 'users/api'?"
    )]
    [InlineData("infosite,!infosit", "There is no service 'infosit' in the catalog; did you mean 'infosite'?")]
    [InlineData("", "No service is named")]
    [InlineData("!infosite", "Every term of --services leaves something out; none picks anything")]
    [InlineData("infosite,!infosite", "--services=infosite,!infosite leaves nothing")]
    [InlineData("stagin", "There is no service 'stagin' in the catalog; did you mean '%staging'?")]
    [InlineData("%staging,!%dev", "--services=%staging,!%dev leaves nothing: users-admin is disabled in the catalog")]
    [InlineData("in\u001b[2Jfo", "There is no service 'in\\u001b[2Jfo' in the catalog")]
    public void Should_explain_what_matches_nothing(string terms, string problem) =>
        Should.Throw<UsageException>(() => Select(terms)).Problem.ShouldBe(problem);

    [Fact]
    public void Should_say_of_several_that_they_are_disabled() =>
        Should
            .Throw<UsageException>(() =>
                ServiceSelection.Of(
                    Catalogs.Of(
                        Catalogs.Service("users/api", enabled: false),
                        Catalogs.Service("users/workflow", enabled: false)
                    ),
                    ["users"]
                )
            )
            .Problem.ShouldEndWith(": users/api, users/workflow are disabled in the catalog");

    [Theory]
    [InlineData("", "--services=%staging")]
    [InlineData("!infosite", "--services=%staging")]
    [InlineData("infosit", "--target=Services")]
    [InlineData("%stagin", "--target=Services")]
    [InlineData("%staging,!%dev", "name a disabled service exactly")]
    public void Should_say_how_to_name_services(string terms, string next) =>
        Should.Throw<UsageException>(() => Select(terms)).NextStep.ShouldNotBeNull().ShouldContain(next);

    [Fact]
    public void Should_know_nothing_to_do_where_the_user_left_everything_out() =>
        Should.Throw<UsageException>(() => Select("infosite,!infosite")).NextStep.ShouldBeNull();

    [Fact]
    public void Should_find_no_service_without_a_name() =>
        Should
            .Throw<UsageException>(() => ServiceSelection.Of(Catalogs.Demo, [""]))
            .Problem.ShouldBe("There is no service '' in the catalog");

    [Fact]
    public void Should_not_count_as_left_out_what_is_also_named()
    {
        var selection = Select("%staging,users-admin");

        selection.Services.Select(service => service.Name.Value).ShouldContain("users-admin");
        selection.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void Should_mean_everything_that_is_enabled_where_all_is_the_default()
    {
        var selection = ServiceSelection.OrAll(Catalogs.Demo, []);

        string.Join(' ', selection.Services)
            .ShouldBe("buildsense/api infosite proxy-server users users/api users/workflow");
        string.Join(' ', selection.LeftOut).ShouldBe("users-admin");
        ServiceSelection.OrAll(Catalogs.Demo, ["infosite"]).Services.Single().Name.Value.ShouldBe("infosite");
    }

    private static ServiceSelection Select(string terms) =>
        ServiceSelection.Of(Catalogs.Demo, terms.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
