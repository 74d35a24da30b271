using Deploy.Sandbox.Containers.Images;

namespace Deploy.Sandbox.Containers.Linux;

/// <summary>What is mounted where in a container, in the words of <c>enter.sh</c>: kind, source, target.</summary>
internal static class Mounts
{
    private static readonly string[] Devices = ["null", "zero", "full", "random", "urandom", "tty"];

    private static readonly (string Target, string Path)[] DeviceLinks =
    [
        ("/proc/self/fd", "/dev/fd"),
        ("/proc/self/fd/0", "/dev/stdin"),
        ("/proc/self/fd/1", "/dev/stdout"),
        ("/proc/self/fd/2", "/dev/stderr"),
    ];

    /// <exception cref="CannotRunException">A path of the image leads round in circles.</exception>
    public static IEnumerable<string> Of(ContainerStart start, HostParts parts)
    {
        var root = new RootFolder(start.Image.Root);
        return
        [
            .. parts.Folders.Where(folder => !Path.Exists(root.Resolve(folder))).SelectMany(Host),
            .. new[] { "proc", "proc", "/proc" },
            .. new[] { "tmpfs", "mode=755,size=64k", "/dev" },
            .. Devices.SelectMany(name => new[] { "rw", $"/dev/{name}", $"/dev/{name}" }),
            .. DeviceLinks.SelectMany(link => new[] { "link", link.Target, link.Path }),
            .. new[] { "tmpfs", "mode=1777,size=64m", "/dev/shm" },
            // Outer folders first: a mount must not hide another one within it.
            .. start
                .Mounts.OrderBy(mount => mount.Target.Length)
                .SelectMany(mount =>
                    new[] { mount.IsReadOnly ? "ro" : "rw", mount.Source, root.ResolveWithin(mount.Target) }
                ),
        ];
    }

    // On most machines /bin and /lib are links into /usr, and must be so in the container.
    private static string[] Host(string folder) =>
        new FileInfo(folder).LinkTarget is { } target ? ["link", target, folder] : ["ro", folder, folder];
}
