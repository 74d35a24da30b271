namespace Deploy.Locking;

/// <summary>The machine that a process runs on.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Id">
/// Tells it from others of that name. On Linux the boot and the process namespace: containers of one machine do not see
/// each other's processes, and after a restart the ids mean others.
/// </param>
public sealed record HostIdentity(string Name, string Id)
{
    /// <summary>This machine.</summary>
    public static HostIdentity Current()
    {
        var name = Printable.Escape(Environment.MachineName);
        return OperatingSystem.IsLinux()
            ? new(name, $"{Read("/proc/sys/kernel/random/boot_id")}/{new FileInfo("/proc/self/ns/pid").LinkTarget}")
            : new(name, name);
    }

    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : "";
}
