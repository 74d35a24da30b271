using System.Globalization;

namespace Deploy.Tools.Processes;

/// <summary>
/// The processes below a child, remembered while they can still be found: once the child is gone nothing leads to them.
/// Git that is stopped leaves its ssh behind, which may wait for a host for minutes.
/// </summary>
internal sealed class ProcessTree
{
    // Fields of /proc/PID/stat after the name, which ends at the last ')' and may hold anything.
    private const int Parent = 1;
    private const int StartTime = 19;

    private readonly IReadOnlyList<Member> _members;

    private ProcessTree(IReadOnlyList<Member> members) => _members = members;

    /// <summary>Everything below a process, itself not included. Only Linux tells; elsewhere it is empty.</summary>
    public static ProcessTree Below(int processId)
    {
        var children = OperatingSystem.IsLinux()
            ? All().ToLookup(process => process.Parent)
            : Enumerable.Empty<Member>().ToLookup(process => process.Parent);
        var members = new List<Member>(children[processId]);
        for (var i = 0; i < members.Count; i++)
        {
            members.AddRange(children[members[i].Id]);
        }

        return new(members);
    }

    /// <summary>Kills those that are still there. A process that got one of their ids since then is left alone.</summary>
    public void Kill()
    {
        foreach (var member in _members.Where(member => Read(member.Id)?.Started == member.Started))
        {
            UnixSignal.Kill(member.Id);
        }
    }

    private static IEnumerable<Member> All() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .OfType<Member>();

    private static Member? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new(id, int.Parse(fields[Parent], CultureInfo.InvariantCulture), fields[StartTime]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return null;
        }
    }

    private sealed record Member(int Id, int Parent, string Started);
}
