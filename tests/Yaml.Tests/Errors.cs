namespace Deploy.Yaml.Tests;

internal static class Errors
{
    /// <summary>The first line that is shown of an error: place and problem.</summary>
    public static string Line(this DeployException exception) => $"{exception.Location}: {exception.Problem}";
}
