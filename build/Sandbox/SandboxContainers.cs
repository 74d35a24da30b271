using Deploy.Registry;
using Deploy.Sandbox.Containers.Linux;
using Deploy.Sandbox.Kubernetes;

namespace Deploy.Sandbox;

/// <summary>Containers that really run, of the images in the platform's own registry.</summary>
public static class SandboxContainers
{
    /// <summary>Why this machine can run none, so that all are simulated; <c>null</c> when it can.</summary>
    public static string? Lack => LinuxRuntime.Lack();

    /// <summary>
    /// The same platform, whose pods really run where this machine and their images allow it; the others are simulated,
    /// and say why in their annotation <c>sandbox.deploy/simulated</c>.
    /// </summary>
    /// <param name="options">The platform.</param>
    /// <param name="searchPath">The PATH on which interpreters are looked for.</param>
    public static SandboxOptions WithContainers(this SandboxOptions options, string searchPath) =>
        options with
        {
            Containers = Lack is { } lack
                ? new Lazy<ContainerSettings>(() => new ContainerSettings(null, lack, ""))
                : new Lazy<ContainerSettings>(() => Open(options.StateFolder, searchPath)),
        };

    private static ContainerSettings Open(string stateFolder, string searchPath)
    {
        var folder = Path.GetFullPath(Path.Combine(stateFolder, "containers"));
        var registry = new RegistryStore(Path.Combine(stateFolder, "registry"));
        return new ContainerSettings(
            new LinuxRuntime(registry, folder, searchPath),
            null,
            Path.Combine(folder, "claims")
        );
    }
}
