using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Model.Errors;
using Deploy.Model.Names;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox;

/// <summary>The files that the platform keeps between runs.</summary>
internal sealed class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;

    private StateFolder(string path) => _path = path;

    public string KubeconfigPath => Path.Combine(_path, "kubeconfig");

    private string LockPath => Path.Combine(_path, "lock");

    private string EndpointPath => Path.Combine(_path, "endpoint.json");

    /// <summary>Makes the folder if need be.</summary>
    /// <exception cref="UsageException">An alias cannot stand in a path or file name.</exception>
    public static StateFolder Open(SandboxOptions options)
    {
        foreach (var alias in options.Clusters)
        {
            _ = new NamespaceName(alias);
        }

        var path = Path.GetFullPath(options.StateFolder);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        HideFromGit(path);
        return new StateFolder(path);
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

    public void WriteAddress(Uri address) =>
        Replace(
            EndpointPath,
            JsonText.ToText(new JsonObject { ["address"] = address.ToString(), ["process"] = Environment.ProcessId })
        );

    /// <summary>Writes the kubeconfig with a context for each cluster.</summary>
    public void WriteKubeconfig(Uri address, IEnumerable<string> aliases) =>
        Replace(KubeconfigPath, Kubeconfig.Write(address, aliases));

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
