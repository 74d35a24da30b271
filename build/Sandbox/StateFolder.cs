using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Model.Errors;
using Deploy.Model.Names;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Tls;

namespace Deploy.Sandbox;

/// <summary>The files that the platform keeps between runs.</summary>
internal sealed class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;

    private StateFolder(string path) => _path = path;

    /// <summary>The secret of the platform, and nothing else: what a login to the registry takes by its standard input.</summary>
    public string TokenPath => Path.Combine(_path, "token");

    public string KubeconfigPath => Path.Combine(_path, "kubeconfig");

    private string LockPath => Path.Combine(_path, "lock");

    private string CertificatePath => Path.Combine(_path, "tls.pem");

    private string FrontPath => Path.Combine(_path, "front");

    private string EndpointPath => Path.Combine(_path, "endpoint.json");

    /// <summary>Makes the folder if need be; nobody but its owner may look into it.</summary>
    /// <exception cref="UsageException">An alias cannot stand in a path or file name.</exception>
    /// <exception cref="FailedException">The folder is another user's.</exception>
    public static StateFolder Open(SandboxOptions options)
    {
        foreach (var alias in options.Clusters)
        {
            _ = new NamespaceName(alias);
        }

        var path = Path.GetFullPath(options.StateFolder);
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            Close(path);
        }

        HideFromGit(path);
        return new StateFolder(path);
    }

    // Charts may have been published into it before, when it was a folder like any other.
    [UnsupportedOSPlatform("windows")]
    private static void Close(string path)
    {
        try
        {
            File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new FailedException($"{path} cannot be closed to other users: {error.Message}", error)
            {
                NextStep = "remove it, or work in a checkout of your own",
            };
        }
    }

    /// <summary>The file that a cluster's objects are kept in.</summary>
    public string LogOf(string alias) => Path.Combine(_path, $"{alias}.log");

    /// <summary>Takes the folder, unless a living process has it. The system frees it when the holder dies.</summary>
    public FileStream? TryLock()
    {
        try
        {
            return new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>How the platform is reached by this user's other processes; <c>null</c> where nobody serves it.</summary>
    public SandboxAccess? ReadAccess(TimeProvider time) =>
        ReadAddress() is { } address && ReadToken() is { } token && ReadCertificate(time) is { } certificate
            ? new(address, token, certificate)
            : null;

    /// <summary>Where the platform answers, or answered last.</summary>
    public Uri? ReadAddress()
    {
        try
        {
            return JsonParser.Parse(File.ReadAllBytes(EndpointPath)).Text("address") is { } text ? new Uri(text) : null;
        }
        catch (Exception error) when (error is IOException or JsonException or UriFormatException)
        {
            return null;
        }
    }

    /// <summary>What the process that serves the folder lets in, or the last one that was killed did.</summary>
    public AccessToken? ReadToken() => Read(TokenPath) is { } text ? AccessToken.Parse(text) : null;

    public void WriteToken(AccessToken token) => Replace(TokenPath, token.Value);

    /// <summary>By what that process is known.</summary>
    public X509Certificate2? ReadCertificate(TimeProvider time) =>
        Read(CertificatePath) is { } pem ? ServerCertificate.Parse(pem, time) : null;

    /// <summary>A new certificate, with its key.</summary>
    public X509Certificate2 DrawCertificate(TimeProvider time)
    {
        var pem = ServerCertificate.Draw(time);
        Replace(CertificatePath, pem);
        return ServerCertificate.Parse(pem, time)!;
    }

    /// <summary>The next run draws new ones.</summary>
    public void ForgetSecrets()
    {
        File.Delete(TokenPath);
        File.Delete(CertificatePath);
    }

    public void WriteAddress(Uri address) =>
        Replace(
            EndpointPath,
            JsonText.ToText(new JsonObject { ["address"] = address.ToString(), ["process"] = Environment.ProcessId })
        );

    /// <summary>Where Services and Ingresses answer, or answered last; <c>null</c> when they never did.</summary>
    public Uri? ReadFront() =>
        File.Exists(FrontPath) && Uri.TryCreate(File.ReadAllText(FrontPath), UriKind.Absolute, out var front)
            ? front
            : null;

    public void WriteFront(Uri front) => Replace(FrontPath, front.ToString());

    /// <summary>Writes the kubeconfig with a context for each cluster.</summary>
    public void WriteKubeconfig(SandboxAccess access, IReadOnlyCollection<string> aliases) =>
        Replace(KubeconfigPath, Kubeconfig.Write(access, aliases));

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Whatever the repository's own .gitignore says.
    private static void HideFromGit(string folder)
    {
        var ignored = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignored))
        {
            Replace(ignored, "*\n");
        }
    }

    private static void Replace(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
        }

        File.Move(temporary, path, overwrite: true);
    }
}
