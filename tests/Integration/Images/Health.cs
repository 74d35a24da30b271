using System.Net;
using System.Net.Sockets;

namespace Deploy.Integration.Images;

/// <summary>Asks a service that is starting how it is.</summary>
internal static class Health
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>A port on which nobody listens now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What the service's health path says, as soon as it says anything.</summary>
    public static async Task<string> AskAsync(int port, Func<bool> isAlive)
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(_limit);
        while (true)
        {
            try
            {
                return await client.GetStringAsync($"http://127.0.0.1:{port}/healthz", limit.Token);
            }
            catch (HttpRequestException) when (isAlive())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
    }
}
