using System.Globalization;

namespace Deploy.Tools.Processes;

/// <summary>What <c>/proc/PID/stat</c> says of a process. Only Linux has it; elsewhere there is nothing to read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">One letter; <c>Z</c> for one that has ended and waits to be collected.</param>
/// <param name="Parent">The id of its parent.</param>
/// <param name="Started">When it began, in ticks since the machine started. Tells it from a later one with its id.</param>
internal sealed record ProcessStat(int Id, char State, int Parent, string Started)
{
    // Fields after the name, which ends at the last ')' and may hold anything.
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int StartField = 19;

    /// <summary>
    /// Whether all that live can be seen: <c>/proc</c> is that of this process's own namespace, and hides nothing
    /// (<c>hidepid</c>).
    /// </summary>
    public static bool SeesAll =>
        OperatingSystem.IsLinux()
        && new DirectoryInfo("/proc/self").LinkTarget == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
        && Read(1) is not null;

    /// <summary>Every process that can be seen.</summary>
    public static IEnumerable<ProcessStat> All() =>
        OperatingSystem.IsLinux()
            ? Directory
                .EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
                .OfType<ProcessStat>()
            : [];

    /// <summary>One process; null where it has ended.</summary>
    public static ProcessStat? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new(
                id,
                fields[StateField][0],
                int.Parse(fields[ParentField], CultureInfo.InvariantCulture),
                fields[StartField]
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return null;
        }
    }
}
