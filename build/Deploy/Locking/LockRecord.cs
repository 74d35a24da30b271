using System.Collections.Immutable;
using Deploy.Tools.Processes;

namespace Deploy.Locking;

/// <summary>What the holder of a lock tells about itself, in the annotations of its Lease.</summary>
/// <param name="User">Who.</param>
/// <param name="Host">On which machine.</param>
/// <param name="Process">As which process.</param>
/// <param name="Run">The id of the run, as its folder is called.</param>
/// <param name="Command">What runs, e.g. <c>InstallProd</c>.</param>
/// <param name="Services">What it deploys.</param>
/// <param name="Step">What it is doing.</param>
/// <param name="Helm">The helm processes that work for it.</param>
public sealed record LockRecord(
    string User,
    HostIdentity Host,
    ProcessIdentity Process,
    string Run,
    string Command,
    string Services,
    string Step,
    string Helm
)
{
    private const string Prefix = "deploy-lock/";

    /// <summary>The record as annotations.</summary>
    public ImmutableDictionary<string, string> ToAnnotations() =>
        ImmutableDictionary
            .Create<string, string>()
            .Add($"{Prefix}user", User)
            .Add($"{Prefix}host", Host.Name)
            .Add($"{Prefix}host-id", Host.Id)
            .Add($"{Prefix}process", Process.ToString())
            .Add($"{Prefix}run", Run)
            .Add($"{Prefix}command", Command)
            .Add($"{Prefix}services", Services)
            .Add($"{Prefix}step", Step)
            .Add($"{Prefix}helm", Helm);

    /// <summary>The record in annotations; null where they hold none.</summary>
    public static LockRecord? Of(IReadOnlyDictionary<string, string> annotations)
    {
        string Text(string name) => annotations.GetValueOrDefault($"{Prefix}{name}", "");
        return ProcessIdentity.Parse(Text("process")) is { } process && Text("run").Length > 0
            ? new(
                Text("user"),
                new(Text("host"), Text("host-id")),
                process,
                Text("run"),
                Text("command"),
                Text("services"),
                Text("step"),
                Text("helm")
            )
            : null;
    }
}
