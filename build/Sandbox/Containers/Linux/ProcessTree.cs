namespace Deploy.Sandbox.Containers.Linux;

/// <summary>What the kernel says of processes.</summary>
internal static class ProcessTree
{
    /// <summary>The only child of a process that has one thread; <c>null</c> while it has none.</summary>
    public static int? ChildOf(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/task/{process}/children").Trim();
            return text.Length > 0 ? int.Parse(text.Split(' ')[0]) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a process no longer sees a folder of this machine, as its root directory is another one.</summary>
    public static bool HasLeft(int process, string folder) =>
        Path.Exists($"/proc/{process}/root/") && !Path.Exists($"/proc/{process}/root{folder}");
}

/// <summary>What this process may do.</summary>
internal static class LinuxCapabilities
{
    private const int Admin = 21;

    /// <summary>Whether it may make and enter namespaces (CAP_SYS_ADMIN).</summary>
    public static bool HasAdmin()
    {
        var line = File.ReadLines("/proc/self/status")
            .FirstOrDefault(each => each.StartsWith("CapEff:", StringComparison.Ordinal));
        return line is not null && ((Convert.ToUInt64(line["CapEff:".Length..].Trim(), 16) >> Admin) & 1) == 1;
    }
}
