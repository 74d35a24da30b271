using System.Net.Sockets;

namespace Deploy.Testing;

/// <summary>The real Kubernetes for tests that need pods that truly run: started by <c>cluster/up</c> beside the checkout.</summary>
public static class RealCluster
{
    /// <summary>Its kubeconfig.</summary>
    public const string Kubeconfig = "/var/lib/testcluster/kubeconfig";

    /// <summary>A context in it.</summary>
    public const string Context = "dev-e1-1";

    /// <summary>A static busybox, which the cluster can pull.</summary>
    public const string Busybox = "localhost:5000/base/busybox:1";

    private const int ApiPort = 6443;

    /// <summary>Why it cannot be used; null where it runs.</summary>
    public static string? Missing()
    {
        if (!File.Exists(Kubeconfig))
        {
            return "the real cluster is not there: cluster/up starts it";
        }

        try
        {
            using var socket = new TcpClient("127.0.0.1", ApiPort);
            return null;
        }
        catch (SocketException)
        {
            return "the real cluster does not run: cluster/up starts it";
        }
    }
}
