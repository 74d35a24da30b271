using Deploy.Tools.Helm.Processes;

namespace Deploy.Tools.Tests.Helm.Processes;

public sealed class HelmCommandLineTests
{
    [Theory]
    [InlineData("upgrade --install prod-web ./web --namespace=prod --kube-context=c --kubeconfig=/k")]
    [InlineData("--debug upgrade --install prod-web ./web --namespace prod --kube-context c --kubeconfig /k")]
    [InlineData("-n prod --kube-context c --kubeconfig=/k upgrade --install -- prod-web ./web")]
    [InlineData("upgrade -nprod --kubeconfig=/k --kube-context=c prod-web ./web --install")]
    public void Should_understand_every_spelling(string line)
    {
        var read = HelmCommandLine.Parse(line.Split(' '));

        read.Verb.ShouldBe("upgrade");
        read.Words.ShouldBe(["prod-web", "./web"]);
        read.Namespace.ShouldBe("prod");
        read.Context.ShouldBe("c");
        read.Kubeconfig.ShouldBe("/k");
    }

    [Theory]
    [InlineData("upgrade web .", true)]
    [InlineData("rollback web 3", true)]
    [InlineData("uninstall web", true)]
    [InlineData("test web", true)]
    [InlineData("-n test list", false)]
    [InlineData("status web", false)]
    [InlineData("history web", false)]
    [InlineData("", false)]
    public void Should_know_what_changes_a_release(string line, bool writes) =>
        HelmCommandLine.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Writes.ShouldBe(writes);

    [Fact]
    public void Should_not_make_up_what_is_not_said()
    {
        var read = HelmCommandLine.Parse(["rollback", "web"]);

        (read.Namespace, read.Context, read.Kubeconfig).ShouldBe((null, null, null));
    }
}
