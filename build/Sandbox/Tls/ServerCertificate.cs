using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deploy.Sandbox.Tls;

/// <summary>
/// By what clients know the platform. Kubernetes' own send a token to nobody who cannot show such a thing; and whoever
/// takes the port while nobody serves it cannot.
/// </summary>
internal static class ServerCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    // For clocks that are not alike.
    private static readonly TimeSpan Leeway = TimeSpan.FromDays(1);

    /// <summary>A new one, with its key, as PEM.</summary>
    public static string Draw(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=the embedded platform", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        // It vouches for itself, and for no other.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - Leeway, now + Lifetime);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    /// <summary>One that was drawn before; <c>null</c> where it is not whole, or too old.</summary>
    public static X509Certificate2? Parse(string pem, TimeProvider time)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPem(pem, pem);
            return certificate.NotAfter.ToUniversalTime() > (time.GetUtcNow() + Leeway).UtcDateTime
                ? Usable(certificate)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Windows serves only with keys that were imported.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        OperatingSystem.IsWindows()
            ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
            : certificate;
}
