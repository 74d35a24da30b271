namespace Deploy.Tools.Helm.Runner;

/// <summary>Deadlines of the verbs that take no timeout themselves.</summary>
internal static class HelmDeadlines
{
    /// <summary>Asks an API server or a registry one thing.</summary>
    public static readonly TimeSpan Read = TimeSpan.FromMinutes(1);

    /// <summary>Renders or packages a chart.</summary>
    public static readonly TimeSpan Work = TimeSpan.FromMinutes(2);

    /// <summary>Downloads charts.</summary>
    public static readonly TimeSpan Download = TimeSpan.FromMinutes(5);
}
