using Deploy.Testing;

namespace Deploy.Model.Tests.Catalog;

public sealed class ServiceCatalogTests
{
    [Fact]
    public void Should_find_an_environment_by_its_name() =>
        Catalogs.Demo.Environment("staging").Namespace.ShouldBe(new("staging"));

    [Fact]
    public void Should_name_the_nearest_environment_and_all_there_are()
    {
        var mistake = Should.Throw<UsageException>(() => Catalogs.Demo.Environment("stagin\u001b"));

        mistake.Problem.ShouldBe("There is no environment 'stagin\\u001b' in the catalog; did you mean 'staging'?");
        mistake.NextStep.ShouldBe("use --env with one of dev, edge, prod, staging");
    }

    [Fact]
    public void Should_name_each_group_once() => Catalogs.Demo.Groups.ShouldBe(["dev", "prod", "staging"]);

    [Fact]
    public void Should_take_gits_and_dockers_own_names_where_the_catalog_says_nothing()
    {
        var catalog = Catalogs.Of(Catalogs.Service("infosite"));

        catalog.MainBranch.ShouldBe("main");
        catalog.Remote.ShouldBe("origin");
        catalog.ContainerCommand.ShouldBe("docker");
    }
}
