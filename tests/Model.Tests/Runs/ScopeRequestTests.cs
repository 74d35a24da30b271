using Deploy.Testing;

namespace Deploy.Model.Tests.Runs;

public sealed class ScopeRequestTests
{
    [Theory]
    [InlineData("InstallDev", null, "infosite", "dev", "dev-e1-1", "ada")]
    [InlineData("BuildAndInstallProd", null, "infosite", "staging", "prod-e1-1", "staging")]
    [InlineData("InstallProd", null, "infosite", "prod", "prod-e1-1", "prod")]
    [InlineData("InstallProd", "staging", "infosite", "staging", "prod-e1-1", "staging")]
    [InlineData("InstallProd", "edge", "proxy-server", "edge", "remoting-prod-e1-1", "edge")]
    [InlineData("InstallDev", null, "proxy-server", "dev", "dev-e1-1", "ada")]
    public void Should_decide_where_to(
        string target,
        string? environment,
        string service,
        string expected,
        string cluster,
        string @namespace
    )
    {
        var scope = Decide(target, environment, service);

        scope.Environment.Name.ShouldBe(expected);
        scope.Cluster.Name.ShouldBe(cluster);
        scope.Namespaces.ShouldBe([new(@namespace)]);
    }

    [Fact]
    public void Should_install_into_each_namespace_that_is_named_for_dev() =>
        Decide("InstallDev", null, ["infosite"], ["ada", "bob", "ada"]).Namespaces.ShouldBe([new("ada"), new("bob")]);

    [Fact]
    public void Should_leave_workflow_services_of_a_group_out_of_prod()
    {
        var scope = Decide("InstallProd", "prod", "%dev");

        scope
            .Services.Services.Select(service => service.Name.Value)
            .ShouldBe(["buildsense/api", "infosite", "users/api"]);
        scope.Services.LeftOut.Select(service => service.Name.Value).ShouldBe(["users/workflow"]);
    }

    [Fact]
    public void Should_refuse_a_workflow_service_that_is_named_for_prod() =>
        Should
            .Throw<RefusedException>(() => Decide("InstallProd", "prod", "users/workflow"))
            .Problem.ShouldBe("users/workflow is a workflow service, and those never go to prod");

    [Theory]
    [InlineData("InstallProd", "edge", "infosite", "edge exists only on remoting; infosite lives on prod")]
    [InlineData(
        "InstallProd",
        "pord",
        "infosite",
        "There is no environment 'pord' in the catalog; did you mean 'prod'?"
    )]
    [InlineData(
        "InstallProd",
        "dev",
        "infosite",
        "InstallProd installs published charts, and dev takes those of the checkout"
    )]
    [InlineData("InstallDev", "prod", "infosite", "InstallDev installs whatever the tree holds, and so never to prod")]
    [InlineData("HelmTest", null, "infosite", "HelmTest needs to know the environment")]
    [InlineData(
        "InstallProd",
        null,
        "infosite,proxy-server",
        "The services of one run live on one cluster, but there are infosite on prod; proxy-server on remoting"
    )]
    public void Should_explain_what_does_not_go_together(
        string target,
        string? environment,
        string services,
        string problem
    ) => Should.Throw<UsageException>(() => Decide(target, environment, services)).Problem.ShouldBe(problem);

    [Fact]
    public void Should_refuse_another_namespace_than_the_environments() =>
        Should
            .Throw<UsageException>(() => Decide("InstallProd", "staging", ["infosite"], ["prod"]))
            .Problem.ShouldBe(
                "--namespace is for environments where users have their own; staging installs to staging"
            );

    [Theory]
    [InlineData("Status", "prod", "prod")]
    [InlineData("Rollback", "staging", "staging")]
    [InlineData("Delete", "bob", "dev")]
    public void Should_tell_the_environment_from_the_namespace_where_there_is_no_default(
        string target,
        string @namespace,
        string expected
    )
    {
        var scope = Decide(target, null, ["infosite"], [@namespace]);

        scope.Environment.Name.ShouldBe(expected);
        scope.Namespaces.ShouldBe([new(@namespace)]);
    }

    [Fact]
    public void Should_look_at_all_services_of_one_cluster_where_none_is_named()
    {
        var scope = Decide("Status", "prod", [], []);

        scope
            .Services.Services.Select(service => service.Name.Value)
            .ShouldBe(["buildsense/api", "infosite", "users", "users/api"]);
        scope.Services.LeftOut.Select(service => service.Name.Value).ShouldBe(["proxy-server"]);
        Decide("Status", "edge", [], []).Services.Services.Single().Name.Value.ShouldBe("proxy-server");
    }

    [Fact]
    public void Should_clean_only_staging() =>
        Should
            .Throw<UsageException>(() => Decide("CleanupStaging", "prod", ["infosite"], []))
            .Problem.ShouldBe("CleanupStaging is about staging, not prod");

    [Fact]
    public void Should_not_clean_away_what_stays_in_staging() =>
        Should
            .Throw<RefusedException>(() => Decide("CleanupStaging", null, ["infosite"], []))
            .Problem.ShouldBe("infosite stays in staging: CleanupStaging is not for it");

    private static RunScope Decide(string target, string? environment, string services) =>
        Decide(target, environment, services.Split(','), []);

    private static RunScope Decide(string target, string? environment, string[] services, string[] namespaces) =>
        new ScopeRequest(
            Pipeline.Of(target)!,
            services,
            environment,
            [.. namespaces.Select(name => new NamespaceName(name))],
            new("ada")
        ).Decide(Catalogs.Demo);
}
