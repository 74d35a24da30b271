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
    [InlineData("in\u001b[2Jfo", "There is no service 'in\\u001b[2Jfo' in the catalog")]
    public void Should_explain_what_matches_nothing(string terms, string problem) =>
        Should.Throw<UsageException>(() => Select(terms)).Problem.ShouldBe(problem);

    private static ServiceSelection Select(string terms) =>
        ServiceSelection.Of(Catalogs.Demo, terms.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
