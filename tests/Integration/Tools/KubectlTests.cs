using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Kubectl;

namespace Deploy.Integration.Tools;

public sealed class KubectlTests
{
    [Fact]
    public async Task Should_take_every_argument_and_say_that_the_cluster_does_not_answer()
    {
        var (kubectl, missing) = await RealTools.KubectlAsync();
        Assert.SkipWhen(kubectl is null, missing ?? "");
        using var folder = new TemporaryFolder();
        var kubeconfig = folder.Write(
            "config",
            """
            apiVersion: v1
            kind: Config
            clusters: [{ name: c, cluster: { server: "http://127.0.0.1:9" } }]
            contexts: [{ name: the-context, context: { cluster: c } }]
            """
        );
        var run = new KubectlPortForwardRunner(RealCommands.Host(), kubectl).RunAsync(
            new()
            {
                Cluster = new(kubeconfig, "the-context"),
                Namespace = new("me"),
                Service = "infosite",
                LocalPort = 0,
            },
            _ => { },
            default
        );
        (await Should.ThrowAsync<FailedException>(run)).Problem.ShouldStartWith("port-forward to infosite ended: ");
        (await Should.ThrowAsync<FailedException>(run)).Problem.ShouldContain("127.0.0.1:9");
    }
}
