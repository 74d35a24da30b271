using Semver;

namespace Deploy.Tools.Helm.Results;

/// <summary>
/// A chart as lists show it: name and version with a dash between, both of which may hold dashes. The version is the
/// longest end that is one.
/// </summary>
internal static class HelmChartLabel
{
    public static string Name(string label) => label[..Split(label)];

    public static string Version(string label) => label[Math.Min(Split(label) + 1, label.Length)..];

    private static int Split(string label)
    {
        for (var dash = label.IndexOf('-'); dash >= 0; dash = label.IndexOf('-', dash + 1))
        {
            if (SemVersion.TryParse(label[(dash + 1)..], SemVersionStyles.AllowV, out _))
            {
                return dash;
            }
        }

        // Helm takes shorter versions too, 1.2; those hold no dash.
        var last = label.LastIndexOf('-');
        return last < 0 ? label.Length : last;
    }
}
