using System.Globalization;

namespace Deploy.Journal;

/// <summary>The folder that holds what a run leaves behind.</summary>
/// <param name="paths">Where the checkout is.</param>
/// <param name="time">When the run began.</param>
/// <param name="random">What tells apart runs that begin together.</param>
public sealed class RunFolder(RepositoryPaths paths, TimeProvider time, Random random)
{
    /// <summary>The run's id: its start in UTC, and four digits. Sorts by time.</summary>
    public string Id { get; } =
        time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + $"-{random.Next(0x10000):x4}";

    /// <summary>The folder, which is made when it is first needed.</summary>
    public string Create() => Directory.CreateDirectory(Path.Combine(paths.Runs, Id)).FullName;
}
