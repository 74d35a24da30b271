using System.Globalization;
using Deploy.Clusters.Releases;
using Deploy.Reporting;

namespace Deploy.Operations.Rollback;

/// <summary>What a rollback would change, in words and as a diff.</summary>
/// <param name="output">Where to.</param>
public sealed class RollbackText(Output output)
{
    /// <summary>Writes it for one release.</summary>
    /// <param name="from">The newest revision.</param>
    /// <param name="to">The revision that is gone back to.</param>
    /// <param name="why">What shows that it is good.</param>
    /// <param name="diff">The lines of a unified diff from one's objects to the other's.</param>
    public void Write(InstalledRelease from, InstalledRelease to, string why, IReadOnlyList<string> diff)
    {
        output.Line($"{from.Name} in {from.Namespace}", Hue.Heading);
        output.Line($"  from revision {Describe(from)}");
        output.Line($"  to revision   {Describe(to)}");
        output.Line($"  as {why}");
        if (diff.Count == 0)
        {
            output.Line("  their objects are the same", Hue.Warning);
        }

        DiffLines.Write(output, diff);
    }

    private static string Describe(InstalledRelease release) =>
        $"{release.Revision}: {release.Chart} {release.ChartVersion}, {release.Status}, {release.Deployed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {Printable.Escape(release.Description)}";
}
