using System.Net;

namespace Deploy.Oci.Registry;

/// <summary>
/// The HTTP client for registries: proxies and certificate authorities are those that the machine is set up with
/// (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>, <c>SSL_CERT_FILE</c>); this machine itself is never asked through a proxy.
/// Redirects are not followed by themselves: what is sent along is for whom it was sent to.
/// </summary>
public static class RegistryHttp
{
    /// <summary>Makes one. A program needs a single one.</summary>
    public static HttpClient Create()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = new ProxyForOthers(HttpClient.DefaultProxy),
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        var http = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("deploy");
        return http;
    }

    private sealed class ProxyForOthers(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy.Credentials;
            set => proxy.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}
