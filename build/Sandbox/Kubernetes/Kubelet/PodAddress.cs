using System.Security.Cryptography;
using System.Text;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>Addresses that look like a cluster's. Nothing answers there.</summary>
internal static class PodAddress
{
    /// <summary>The node's address, from the range that is set aside for documentation (RFC 5737).</summary>
    public const string Node = "192.0.2.1";

    /// <summary>A pod's address, from its uid.</summary>
    public static string Of(string uid) => $"10.244.{Parts(uid)}";

    /// <summary>The address of a Service, from its uid.</summary>
    public static string OfService(string uid) => $"10.96.{Parts(uid)}";

    private static string Parts(string uid)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(uid));
        return $"{hash[0]}.{1 + (hash[1] % 254)}";
    }
}
