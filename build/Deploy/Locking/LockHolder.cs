using System.Globalization;
using Deploy.Clusters;
using Deploy.Tools;
using Deploy.Tools.Helm.Processes;

namespace Deploy.Locking;

/// <summary>Who has a lock, and what this machine can tell of them.</summary>
/// <param name="Lease">The lease of the lock.</param>
/// <param name="Record">What the holder tells; null for a lease that this program did not write.</param>
/// <param name="Life">Whether the holder lives.</param>
/// <param name="Helm">The helm processes of this machine that work in the namespace.</param>
internal sealed record LockHolder(Lease Lease, LockRecord? Record, HolderLife Life, IReadOnlyList<HelmProcess> Helm)
{
    /// <summary>What can be told now.</summary>
    public static LockHolder Of(Lease lease, IMachine machine, ClusterAccess cluster)
    {
        var record = LockRecord.Of(lease.Content.Annotations);
        if (record is null || record.Host.Id != machine.Host.Id)
        {
            return new(lease, record, HolderLife.Unknown, []);
        }

        if (machine.IsAlive(record.Process))
        {
            return new(lease, record, HolderLife.Alive, []);
        }

        var helm = machine.HelmIn(cluster, lease.Namespace);
        return new(
            lease,
            record,
            helm.Count > 0 ? HolderLife.HelmLives
                : machine.SeesHelm ? HolderLife.Dead
                : HolderLife.Unknown,
            helm
        );
    }

    /// <summary>Who, doing what, where, since when.</summary>
    public string Text =>
        Record is null
            ? $"{Or(Lease.Content.Holder, "somebody")}, since {Time(Lease.Content.AcquiredAt)}"
            : $"{Or(Record.User, "somebody")}: {Printable.Escape(Record.Command)} of {Printable.Escape(Record.Services)}, at {Printable.Escape(Record.Step)}, since {Time(Lease.Content.AcquiredAt)}, PID {Record.Process.Id} on {Printable.Escape(Record.Host.Name)} (run {Printable.Escape(Record.Run)})";

    /// <summary>What of the holder still works; empty where that is not known to be anything.</summary>
    public string Remains =>
        Life == HolderLife.HelmLives ? $"; that process is gone, but its {string.Join(", ", Helm)} still works" : "";

    private static string Or(string text, string other) => text.Length > 0 ? Printable.Escape(text) : other;

    private static string Time(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>Whether the holder of a lock lives.</summary>
internal enum HolderLife
{
    /// <summary>It, or its helm, is where this program cannot see: only its heartbeat can tell.</summary>
    Unknown,

    /// <summary>Its process lives, on this machine.</summary>
    Alive,

    /// <summary>Its process is gone from this machine, but not its helm.</summary>
    HelmLives,

    /// <summary>Its process is gone from this machine, and no helm is left.</summary>
    Dead,
}
