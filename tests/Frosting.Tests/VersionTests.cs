using Cake.Cli;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class VersionTests
{
    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    [InlineData("--version", "--info", "--dryrun", "--working=missing")]
    public void Should_win_over_everything_else(params string[] args)
    {
        var run = Host().Run(args);

        run.ShouldSucceed();
        run.Output.ShouldBe("the version\n");
    }

    [Theory]
    [InlineData("--info")]
    [InlineData("--info", "--dryrun", "--tree")]
    public void Should_show_more_on_demand_before_anything_but_the_version(params string[] args)
    {
        var run = Host().Run(args);

        run.ShouldSucceed();
        run.Output.ShouldContain("Version: the version\n");
        run.Output.ShouldContain("Details: the product\n");
    }

    private static TestHost Host() =>
        new TestHost().Configure(host =>
            host.ConfigureServices(services => services.AddSingleton<IVersionResolver, Resolver>())
        );

    private sealed class Resolver : IVersionResolver
    {
        public string GetVersion() => "the version";

        public string GetProductVersion() => "the product";
    }
}
