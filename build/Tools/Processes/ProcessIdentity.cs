using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Deploy.Tools.Processes;

/// <summary>A process of this machine. Ids come round again, so its start belongs to it.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Started">When it began, in whatever the system counts.</param>
public sealed record ProcessIdentity(int Id, string Started)
{
    /// <summary>
    /// Whether it lives. One that cannot be looked at counts, as long as its id is taken: the system may hide the processes
    /// of other users (<c>hidepid</c>), and to take a living one for dead would be the greater mistake.
    /// </summary>
    public bool IsAlive =>
        OperatingSystem.IsWindows() || (OperatingSystem.IsLinux() && ProcessStat.Read(Id) is not null)
            ? Of(Id) == this
            : UnixSignal.Exists(Id) && (Of(Id) is not { } now || now == this);

    /// <summary>The process that has an id; null where none lives.</summary>
    public static ProcessIdentity? Of(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            return ProcessStat.Read(id) is { State: not ('Z' or 'X') } stat ? new(id, stat.Started) : null;
        }

        return StartOf(id) is { } start
            ? new(id, start.ToString("yyyyMMddHHmmssff", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>When the process that has an id began, UTC; null where none lives.</summary>
    public static DateTimeOffset? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return new(process.StartTime.ToUniversalTime());
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is something else.</summary>
    public static ProcessIdentity? Parse(string text) =>
        text.Split('@') is [var id, { Length: > 0 } started]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(number, started)
            : null;

    /// <summary>Both in one word.</summary>
    public override string ToString() => $"{Id}@{Started}";
}
