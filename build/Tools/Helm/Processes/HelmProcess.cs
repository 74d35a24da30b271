using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Processes;

/// <summary>A helm that changes a release, or runs its tests, on this machine; whoever started it.</summary>
/// <param name="Id">Its process id.</param>
/// <param name="Verb">What it does, e.g. <c>upgrade</c>.</param>
/// <param name="Words">The release, and what else it was given.</param>
/// <param name="Since">When it began.</param>
public sealed record HelmProcess(int Id, string Verb, IReadOnlyList<string> Words, DateTimeOffset Since)
{
    /// <summary>
    /// Those that work, or may work, in a namespace. One that says nothing about its namespace or context counts: to take
    /// a living one for dead would be the greater mistake. Only Linux tells; elsewhere there are none to be seen.
    /// </summary>
    public static IReadOnlyList<HelmProcess> In(ClusterAccess cluster, NamespaceName @namespace) =>
        [
            .. ProcessStat
                .All()
                .Select(process => Read(process.Id, cluster, @namespace))
                .OfType<HelmProcess>()
                .OrderBy(process => process.Id),
        ];

    /// <summary>Whether all there are can be seen: where some are hidden, none can be proven gone.</summary>
    public static bool SeesAll => ProcessStat.SeesAll;

    /// <summary>Whether it works on a release, as far as its arguments tell.</summary>
    public bool WorksOn(ReleaseName release) => Words.Contains(release.Value, StringComparer.Ordinal);

    /// <summary>As people name it: <c>helm upgrade prod-infosite (PID 4242)</c>.</summary>
    public override string ToString() =>
        $"helm {Verb} {Printable.Escape(Words is [var release, ..] ? release : "")} (PID {Id})";

    private static HelmProcess? Read(int id, ClusterAccess cluster, NamespaceName @namespace)
    {
        try
        {
            if (Strings(id, "cmdline") is not [var program, .. var arguments] || !IsHelm(program))
            {
                return null;
            }

            var line = HelmCommandLine.Parse(arguments);
            return line.Writes && MayBe(line, id, cluster, @namespace) && ProcessIdentity.StartOf(id) is { } start
                ? new(id, line.Verb!, line.Words, start)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or is not ours to look into.
            return null;
        }
    }

    private static bool MayBe(HelmCommandLine line, int id, ClusterAccess cluster, NamespaceName @namespace)
    {
        var environment = new Lazy<string[]>(() => Strings(id, "environ"));
        string? Variable(string name) =>
            environment
                .Value.FirstOrDefault(entry => entry.StartsWith($"{name}=", StringComparison.Ordinal))
                ?[(name.Length + 1)..];
        return Is(line.Namespace ?? Variable("HELM_NAMESPACE"), @namespace.Value)
            && Is(line.Context ?? Variable("HELM_KUBECONTEXT"), cluster.Context)
            && Is(Rooted(line.Kubeconfig ?? Variable("KUBECONFIG")), cluster.Kubeconfig.FullPath);
    }

    // A relative path would have to be looked up where that helm was started: it may be the same file.
    private static string? Rooted(string? path) => Path.IsPathRooted(path) ? path : null;

    private static bool Is(string? named, string wanted) => named is null or "" || named == wanted;

    // Also helm3 and helm4, as packages of both majors call them.
    private static bool IsHelm(string program) => Path.GetFileName(program).TrimEnd('3', '4') == "helm";

    private static string[] Strings(int id, string file) =>
        File.ReadAllText($"/proc/{id}/{file}").Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
