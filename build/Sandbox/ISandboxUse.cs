using System.Security.Cryptography.X509Certificates;

namespace Deploy.Sandbox;

/// <summary>How a process uses a platform: by serving it, or as a guest of the one that does.</summary>
internal interface ISandboxUse : IAsyncDisposable
{
    SandboxAccess Access { get; }

    bool IsOwner { get; }

    /// <summary>Completes, without failing, when the platform is not to be had in this way any more.</summary>
    Task Ended { get; }
}

/// <summary>How a platform is reached.</summary>
/// <param name="Address">Where it answers, with and without TLS.</param>
/// <param name="Token">What lets requests in.</param>
/// <param name="Certificate">By what it is known.</param>
internal sealed record SandboxAccess(Uri Address, AccessToken Token, X509Certificate2 Certificate)
{
    /// <summary>The address for those who shall know whom they talk to.</summary>
    public Uri SecureAddress => new UriBuilder(Address) { Scheme = Uri.UriSchemeHttps }.Uri;
}
