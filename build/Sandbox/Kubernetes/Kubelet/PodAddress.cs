using System.Security.Cryptography;
using System.Text;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>Addresses of a cluster.</summary>
internal static class PodAddress
{
    /// <summary>The node's address, from the range that is set aside for documentation (RFC 5737).</summary>
    public const string Node = "192.0.2.1";

    /// <summary>The address of a pod that is simulated, from its uid. Nothing answers there.</summary>
    public static string Of(string uid) => $"10.244.{Parts(uid)}";

    /// <summary>The address of a Service, from its uid: one of the loopback interface's, at which this platform answers.</summary>
    public static string OfService(string uid) => $"127.96.{Parts(uid)}";

    private static string Parts(string uid)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(uid));
        return $"{hash[0]}.{1 + (hash[1] % 254)}";
    }
}
