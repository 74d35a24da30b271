namespace Deploy.Operations.PortForward;

/// <summary>A port of this machine that leads to a service.</summary>
/// <param name="Service">Which.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="Port">The local port.</param>
public sealed record ForwardedPort(Service Service, NamespaceName Namespace, int Port)
{
    /// <summary>The ports that a scope asks for: each service's own, in the one namespace.</summary>
    /// <exception cref="UsageException">A service has no port, two have the same, or there are several namespaces.</exception>
    public static IReadOnlyList<ForwardedPort> Of(RunScope scope)
    {
        if (scope.Namespaces is not [var home])
        {
            throw new UsageException($"A port leads to one namespace, not to {string.Join(" and ", scope.Namespaces)}");
        }

        var ports = scope
            .Services.Services.Select(service => new ForwardedPort(service, home, PortOf(service)))
            .ToList();
        return ports.GroupBy(port => port.Port).FirstOrDefault(group => group.Count() > 1) is { } clash
            ? throw new UsageException(
                $"{string.Join(" and ", clash.Select(port => port.Service))} have the same dev_port {clash.Key}"
            )
            {
                Location = clash.Last().Service.Location,
            }
            : ports;
    }

    private static int PortOf(Service service) =>
        service.DevPort
        ?? throw new UsageException($"{service} has no dev_port, so there is no port to serve it on")
        {
            Location = service.Location,
            NextStep = "add dev_port: to it in the catalog",
        };
}
