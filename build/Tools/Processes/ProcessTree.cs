namespace Deploy.Tools.Processes;

/// <summary>
/// The processes below a child, remembered while they can still be found: once the child is gone nothing leads to them.
/// Git that is stopped leaves its ssh behind, which may wait for a host for minutes.
/// </summary>
internal sealed class ProcessTree
{
    private readonly IReadOnlyList<ProcessStat> _members;

    private ProcessTree(IReadOnlyList<ProcessStat> members) => _members = members;

    /// <summary>Everything below a process, itself not included. Only Linux tells; elsewhere it is empty.</summary>
    public static ProcessTree Below(int processId)
    {
        var children = ProcessStat.All().ToLookup(process => process.Parent);
        var members = new List<ProcessStat>(children[processId]);
        for (var i = 0; i < members.Count; i++)
        {
            members.AddRange(children[members[i].Id]);
        }

        return new(members);
    }

    /// <summary>Kills those that are still there. A process that got one of their ids since then is left alone.</summary>
    public void Kill()
    {
        foreach (var member in _members.Where(member => ProcessStat.Read(member.Id)?.Started == member.Started))
        {
            UnixSignal.Kill(member.Id);
        }
    }
}
