using Deploy.Operations.PortForward;
using Deploy.Testing;

namespace Deploy.Tests.Operations.PortForward;

public sealed class ForwardedPortTests
{
    [Fact]
    public void Should_serve_each_service_on_its_own_port() =>
        Of(Service("infosite", 9000), Service("users/api", 9010))
            .Select(port => $"{port.Service} {port.Namespace} {port.Port}")
            .ShouldBe(["infosite ada 9000", "users/api ada 9010"]);

    [Fact]
    public void Should_refuse_a_service_without_a_port() =>
        Should
            .Throw<UsageException>(() => Of(Service("infosite", null)))
            .Problem.ShouldBe("infosite has no dev_port, so there is no port to serve it on");

    [Fact]
    public void Should_refuse_two_services_on_one_port() =>
        Should
            .Throw<UsageException>(() => Of(Service("infosite", 9000), Service("users/api", 9000)))
            .Problem.ShouldBe("infosite and users/api have the same dev_port 9000");

    [Fact]
    public void Should_refuse_several_namespaces() =>
        Should
            .Throw<UsageException>(() => Of([new("ada"), new("bob")], Service("infosite", 9000)))
            .Problem.ShouldBe("A port leads to one namespace, not to ada and bob");

    private static Service Service(string name, int? port) => Catalogs.Service(name) with { DevPort = port };

    private static IReadOnlyList<ForwardedPort> Of(params Service[] services) => Of([], services);

    private static IReadOnlyList<ForwardedPort> Of(NamespaceName[] namespaces, params Service[] services) =>
        ForwardedPort.Of(
            new ScopeRequest(
                Pipeline.Of("PortForward")!,
                [.. services.Select(service => service.Name.Value)],
                null,
                namespaces,
                new("ada")
            ).Decide(Catalogs.Of(services))
        );
}
