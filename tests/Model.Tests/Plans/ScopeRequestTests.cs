using Deploy.Testing;

namespace Deploy.Model.Tests.Plans;

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

    [Theory]
    [InlineData("HelmTest", null, "infosite", "", "add --env with one of dev, edge, prod, staging")]
    [InlineData("CleanupStaging", "prod", "infosite", "", "--target=Delete --env=prod --services=")]
    [InlineData("InstallDev", "staging", "infosite", "", "use --target=BuildAndInstallProd --env=staging")]
    [InlineData("InstallProd", "dev", "infosite", "", "use --target=InstallDev")]
    [InlineData("InstallProd", "staging", "infosite", "prod", "leave --namespace out")]
    [InlineData("CleanupStaging", null, "infosite", "", "keep_in_staging: false")]
    [InlineData("CleanupStaging", null, "infosite", "", "--target=Delete --env=staging")]
    [InlineData("InstallProd", null, "users/workflow", "", "environments.prod.refuses")]
    [InlineData("InstallProd", null, "infosite,proxy-server", "", "one run per cluster")]
    [InlineData("InstallProd", "edge", "infosite", "", "services of that cluster")]
    public void Should_say_how_to_go_on(
        string target,
        string? environment,
        string services,
        string @namespace,
        string next
    ) =>
        Should
            .Throw<DeployException>(() =>
                Decide(
                    target,
                    environment,
                    services.Split(','),
                    @namespace.Split(',', StringSplitOptions.RemoveEmptyEntries)
                )
            )
            .NextStep.ShouldNotBeNull()
            .ShouldContain(next);

    [Theory]
    [InlineData("staging,staging")]
    [InlineData("staging")]
    public void Should_take_the_environments_own_namespace(string namespaces) =>
        Decide("InstallProd", "staging", ["infosite"], namespaces.Split(',')).Namespaces.ShouldBe([new("staging")]);

    [Fact]
    public void Should_refuse_even_one_other_namespace_than_the_environments() =>
        Should.Throw<UsageException>(() => Decide("InstallProd", "staging", ["infosite"], ["staging", "prod"]));

    [Fact]
    public void Should_say_what_is_on_which_cluster_and_where_the_environment_is()
    {
        var catalog = Catalogs.Demo with
        {
            Environments = new Dictionary<string, DeployEnvironment>
            {
                ["edge"] = new("edge") { Namespace = new("edge"), OnlyOn = ["remoting", "lab"] },
                ["prod"] = Catalogs.Demo.Environments["prod"],
            },
        };

        Problem(catalog, "edge", "infosite", "users/api")
            .ShouldBe("edge exists only on remoting, lab; infosite, users/api live on prod");
        Problem(catalog, "prod", "infosite", "users/api", "proxy-server")
            .ShouldEndWith("there are infosite, users/api on prod; proxy-server on remoting");
    }

    [Fact]
    public void Should_refuse_a_group_of_which_nothing_may_go_there()
    {
        var catalog = Catalogs.Of(
            Catalogs.Service("users/workflow", type: "workflow", groups: ["jobs"]),
            Catalogs.Service("buildsense/workflow", type: "workflow", groups: ["jobs"])
        );

        Should
            .Throw<RefusedException>(() => Request("InstallProd", "prod", "%jobs", "users").Decide(catalog))
            .Problem.ShouldBe("Of --services=%jobs,users nothing may go to prod: buildsense/workflow, users/workflow");
    }

    [Fact]
    public void Should_clean_away_what_leaves_staging()
    {
        var catalog = Catalogs.Of(
            Catalogs.Service("infosite") with
            {
                KeepInStaging = false,
            },
            Catalogs.Service("users/api")
        );

        Request("CleanupStaging", null, "infosite")
            .Decide(catalog)
            .Services.Services.Single()
            .KeepInStaging.ShouldBeFalse();
        Request("CleanupStaging", null).Decide(catalog).Services.Services.Single().Name.Value.ShouldBe("infosite");
    }

    [Fact]
    public void Should_say_that_an_environment_has_nothing_to_look_at() =>
        Should
            .Throw<UsageException>(() => Request("Status", "edge").Decide(Catalogs.Of(Catalogs.Service("infosite"))))
            .Problem.ShouldBe("The catalog has no service that edge could hold");

    [Fact]
    public void Should_ask_for_the_environment_where_no_namespace_tells_it()
    {
        var catalog = Catalogs.Demo with
        {
            Environments = new Dictionary<string, DeployEnvironment> { ["prod"] = Catalogs.Demo.Environments["prod"] },
        };
        var request = Request("Delete", null, "infosite") with { Namespaces = [new("bob")] };

        Should
            .Throw<UsageException>(() => request.Decide(catalog))
            .Problem.ShouldBe("Delete needs to know the environment");
    }

    [Fact]
    public void Should_say_where_a_service_names_no_cluster()
    {
        var service = Catalogs.Service("infosite") with { Location = new("charts/services.yaml", 7, 3) };
        var catalog = Catalogs.Of(service) with { Clusters = new Dictionary<string, Cluster>() };

        var mistake = Should.Throw<UsageException>(() => Request("InstallProd", "prod", "infosite").Decide(catalog));

        mistake.Problem.ShouldBe("infosite names no cluster, and no region has a default one");
        mistake.Location.ShouldBe(service.Location);
        mistake.NextStep.ShouldNotBeNull().ShouldContain("default: true on a cluster");
    }

    [Fact]
    public void Should_say_where_a_service_names_a_cluster_that_there_is_not()
    {
        var service = Catalogs.Service("infosite", cluster: "remotng") with
        {
            Location = new("charts/services.yaml", 7, 3),
        };

        var mistake = Should.Throw<UsageException>(() =>
            Request("InstallProd", "prod", "infosite").Decide(Catalogs.Of(service))
        );

        mistake.Problem.ShouldBe("There is no cluster 'remotng'; did you mean 'remoting'?");
        mistake.Location.ShouldBe(service.Location);
    }

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
        (
            Request(target, environment, services) with
            {
                Namespaces = [.. namespaces.Select(name => new NamespaceName(name))],
            }
        ).Decide(Catalogs.Demo);

    private static ScopeRequest Request(string target, string? environment, params string[] services) =>
        new(Pipeline.Of(target)!, services, environment, [], new("ada"));

    private static string Problem(ServiceCatalog catalog, string environment, params string[] services) =>
        Should.Throw<UsageException>(() => Request("InstallProd", environment, services).Decide(catalog)).Problem;
}
