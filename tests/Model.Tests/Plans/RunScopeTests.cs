using Deploy.Testing;

namespace Deploy.Model.Tests.Plans;

public sealed class RunScopeTests
{
    private readonly RunScope _scope = Testing.Plans.Of(Pipeline.InstallProd, "prod").Scope;

    [Theory]
    [InlineData("service", "build-sense/rest-api")]
    [InlineData("chart", "build-sense-rest-api")]
    [InlineData("leaf", "rest-api")]
    [InlineData("module", "build_sense.rest_api")] // as Python imports it
    [InlineData("folder", "services/build-sense/rest-api")]
    [InlineData("namespace", "ada")]
    [InlineData("env", "prod")]
    [InlineData("region", "us-east-1")]
    [InlineData("cluster", "prod-e1-1")]
    [InlineData("account", "000000000000")]
    [InlineData("registry", "registry.example.com:5000")]
    public void Should_say_what_a_placeholder_stands_for(string placeholder, string value) =>
        new Template($"{{{placeholder}}}", RunScope.Placeholders)
            .Expand(
                _scope.Values(
                    Catalogs.Service("build-sense/rest-api"),
                    new("ada"),
                    new RegistryHost("registry.example.com:5000")
                )
            )
            .ShouldBe(value);

    [Theory]
    [InlineData("account")]
    [InlineData("registry")]
    [InlineData("repository")]
    public void Should_say_which_placeholder_has_no_value_there(string placeholder)
    {
        var scope = _scope with { Region = new("home", Account: null) };
        var template = new Template($"{{{placeholder}}}", RunScope.Placeholders);

        Should
            .Throw<UsageException>(() => template.Expand(scope.Values(Catalogs.Service("infosite"), new("ada"))))
            .Problem.ShouldContain($"needs {{{placeholder}}}");
    }

    [Fact]
    public void Should_tell_those_of_the_environment_and_of_the_cluster_once_each()
    {
        var ops = Webhook("ops");
        var remoting = Webhook("remoting");
        var scope = _scope with
        {
            Environment = _scope.Environment with { Notify = [ops] },
            Cluster = _scope.Cluster with { Notify = [remoting, ops] },
        };

        scope.Notify.ShouldBe([ops, remoting]);
    }

    private static Notification Webhook(string name) => new(name, "URL", NotificationFormat.Slack, []);
}
