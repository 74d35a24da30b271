using Deploy.Testing.Processes;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm;
using Deploy.Tools.Tests.Helm.Runner;
using NSubstitute;
using Semver;

namespace Deploy.Tools.Tests.Helm;

public sealed class HelmClientTests
{
    private readonly CommandFixture _commands = new CommandFixture().Answers(new Answer("[]", "", 0));

    [Fact]
    public async Task Should_let_all_children_share_what_one_has_discovered()
    {
        await ListAsync();

        Variables["KUBECACHEDIR"].ShouldBe("/work/.deploy/cache/kube");
    }

    [Fact]
    public async Task Should_let_helm_collect_its_garbage_seldom()
    {
        await ListAsync();

        Variables["GOGC"].ShouldBe("400");
    }

    [Fact]
    public async Task Should_leave_that_to_a_user_who_has_said_how_often()
    {
        _commands.Host.Environment.GetEnvironmentVariable("GOGC").Returns("50");

        await ListAsync();

        Variables.ShouldNotContainKey("GOGC");
    }

    private IDictionary<string, string?> Variables => _commands.Invocations.ShouldHaveSingleItem().Environment;

    private async Task ListAsync()
    {
        var binary = new Binary("/tools/helm", SemVersion.Parse("4.1.4"), BinarySource.Repository);
        using var helm = new HelmClient(_commands.Host, _ => Task.FromResult(binary), "/work/.deploy/cache/kube");
        await helm.ListAsync(new() { Cluster = HelmFixture.Cluster, Namespace = HelmFixture.Namespace }, default);
    }
}
