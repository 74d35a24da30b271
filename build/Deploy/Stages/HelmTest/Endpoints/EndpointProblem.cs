namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>Why a release is not reached from outside.</summary>
/// <param name="What">Which part is missing, and what is there.</param>
/// <param name="Next">What can be done.</param>
internal sealed record EndpointProblem(string What, string Next)
{
    /// <summary>No controller is responsible for an Ingress.</summary>
    public static EndpointProblem OfClass(LoadBalancer balancer, string name) =>
        new(
            $"{balancer} asks for IngressClass {name}, which the cluster does not have: nobody gives it an address",
            $"install the ingress controller of class {name}, or name a class that kubectl get ingressclasses shows"
        );

    /// <summary>There is no address in time.</summary>
    public static EndpointProblem OfAddress(LoadBalancer balancer, TimeSpan limit, string? warning) =>
        new(
            $"{balancer} has no address after {limit.TotalSeconds:0} s{(warning is null ? "" : $" ({Printable.Escape(warning)})")}",
            balancer.Kind == "Ingress"
                ? $"see {balancer.Describe} and the log of the ingress controller{(balancer.Class is null ? " (the Ingress names no class: is there one that takes it?)" : "")}"
                : $"see {balancer.Describe}, and whether the cluster has a controller for load balancers"
        );

    /// <summary>There is no name in time.</summary>
    public static EndpointProblem OfName(string host, LoadBalancer balancer, string detail, TimeSpan limit) =>
        new(
            $"{host} does not resolve after {limit.TotalSeconds:0} s: {detail}; {balancer} has the address {string.Join(", ", balancer.Addresses)}",
            $"check whether external-dns runs, may write to the zone of {host}, and has it in its domain filter; or add the record by hand"
        );
}
