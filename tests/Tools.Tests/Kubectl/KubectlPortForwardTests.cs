using Deploy.Testing.Processes;
using Deploy.Tools.Binaries;
using Deploy.Tools.Kubectl;

namespace Deploy.Tools.Tests.Kubectl;

public sealed class KubectlPortForwardTests
{
    private readonly CommandFixture _commands = new();
    private readonly List<int> _ports = [];

    [Fact]
    public async Task Should_forward_on_loopback_only_with_an_explicit_context()
    {
        await Should.ThrowAsync<FailedException>(ForwardAsync());
        var child = _commands.Invocations.ShouldHaveSingleItem();
        child.Path.ShouldBe("/tools/kubectl");
        child.Arguments.ShouldBe(
            "port-forward --kubeconfig=/home/me/config --context=dev-e1-1 --namespace=me --address=127.0.0.1 "
                + "-- service/infosite 9000:80"
        );
        child.Environment["KUBECONFIG"].ShouldBeNull();
    }

    [Fact]
    public async Task Should_say_when_it_listens()
    {
        _commands.Answers(new Answer("Forwarding from 127.0.0.1:9000 -> 8000\nHandling connection for 9000\n"));
        await Should.ThrowAsync<FailedException>(ForwardAsync());
        _ports.ShouldBe([9000]);
    }

    [Theory]
    [InlineData(
        "Unable to listen on port 9000: Listeners failed to create with the following errors\nerror: unable to listen on any of the requested ports: [{9000 8000}]",
        "port-forward to infosite ended: unable to listen on any of the requested ports: [{9000 8000}]"
    )]
    [InlineData(
        "Error from server (NotFound): services \"infosite\" not found",
        "port-forward to infosite ended: Error from server (NotFound): services \"infosite\" not found"
    )]
    [InlineData("error: lost connection to pod", "port-forward to infosite ended: lost connection to pod")]
    [InlineData("", "port-forward to infosite ended: it ended with exit code 1 and said nothing")]
    public async Task Should_say_why_it_ended(string error, string problem)
    {
        _commands.Answers(new Answer(Error: error, ExitCode: 1));
        (await Should.ThrowAsync<FailedException>(ForwardAsync())).Problem.ShouldBe(problem);
    }

    [Fact]
    public async Task Should_end_when_cancelled()
    {
        _commands.Answers(new Answer(OnInterrupt: InterruptBehaviour.Obeys));
        using var cancel = new CancellationTokenSource();
        var run = ForwardAsync(cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
        _commands.Processes[0].WasInterrupted.ShouldBeTrue();
    }

    private Task ForwardAsync(CancellationToken cancel = default) =>
        new KubectlPortForwardRunner(
            _commands.Host,
            new Binary("/tools/kubectl", new(1, 35, 2), BinarySource.Path)
        ).RunAsync(
            new()
            {
                Cluster = new("/home/me/config", "dev-e1-1"),
                Namespace = new("me"),
                Service = "infosite",
                LocalPort = 9000,
            },
            _ports.Add,
            cancel
        );
}
