using Deploy.Clusters.Workloads;
using k8s.Models;

namespace Deploy.Clusters.Tests.Workloads;

public sealed class NodeFitTests
{
    private static readonly V1Node[] _nodes = [Node("4", "8Gi", "ssd"), Node("2", "16Gi", "hdd")];

    [Fact]
    public void Should_leave_a_pod_alone_that_would_fit_on_an_empty_node() =>
        NodeFit.WhyNever(Pod("3", "6Gi"), _nodes).ShouldBeNull();

    [Fact]
    public void Should_name_what_no_node_has_enough_of() =>
        NodeFit
            .WhyNever(Pod("500m", "64Gi"), _nodes)!
            .ShouldStartWith("it asks for 64Gi memory, and no node has more than");

    [Fact]
    public void Should_look_only_at_nodes_that_the_selector_matches() =>
        NodeFit.WhyNever(Pod("3", "1Gi", "hdd"), _nodes).ShouldBe("it asks for 3 cpu, and no node has more than 2");

    [Fact]
    public void Should_name_labels_that_no_node_has() =>
        NodeFit.WhyNever(Pod("1", "1Gi", "tape"), _nodes).ShouldBe("no node has the labels disk=tape");

    [Fact]
    public void Should_say_nothing_where_nodes_cannot_be_seen() =>
        NodeFit.WhyNever(Pod("1000", "1Gi"), []).ShouldBeNull();

    private static V1Node Node(string cpu, string memory, string disk) =>
        new()
        {
            Metadata = new() { Labels = new Dictionary<string, string> { ["disk"] = disk } },
            Status = new() { Allocatable = Amounts(cpu, memory) },
        };

    private static V1Pod Pod(string cpu, string memory, string? disk = null) =>
        new()
        {
            Metadata = new() { Name = "web-1" },
            Spec = new()
            {
                NodeSelector = disk is null ? null : new Dictionary<string, string> { ["disk"] = disk },
                Containers =
                [
                    new()
                    {
                        Name = "server",
                        Resources = new() { Requests = Amounts(cpu, memory) },
                    },
                ],
            },
        };

    private static Dictionary<string, ResourceQuantity> Amounts(string cpu, string memory) =>
        new() { ["cpu"] = new(cpu), ["memory"] = new(memory) };
}
