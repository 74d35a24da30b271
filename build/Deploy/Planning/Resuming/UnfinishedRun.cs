using Deploy.Journal;
using Deploy.Journal.Records;

namespace Deploy.Planning.Resuming;

/// <summary>A run that did not come to a good end.</summary>
/// <param name="Start">How it began.</param>
/// <param name="End">How it ended.</param>
/// <param name="Claims">What it, and the runs that it went on with, say to have proved; what is said last counts.</param>
internal sealed record UnfinishedRun(RunStartedRecord Start, RunEnd End, IReadOnlyList<Fact> Claims)
{
    /// <summary>Its id.</summary>
    public string Id => Start.Run;

    /// <summary>What it was and how it ended, for people.</summary>
    public string Text =>
        $"run {Id}, {Start.Target} of {string.Join(", ", Start.Services.Select(service => service.Name))} to {Start.Environment}, {Ended}";

    private string Ended =>
        End switch
        {
            RunEnd.Died => $"whose process {Start.ProcessId} died",
            RunEnd.Interrupted => "which was interrupted",
            RunEnd.Refused => "which was refused",
            RunEnd.Unknown => $"which ran on {Start.Host} and says nothing of its end",
            RunEnd.Done or RunEnd.Failed or RunEnd.Running => "which failed",
        };

    /// <summary>Sees to it that what is asked for now goes where the run went.</summary>
    /// <exception cref="RefusedException">It goes elsewhere; every difference is named.</exception>
    public void RequireSame(RunScope scope, PlatformKind platform) =>
        Require(
            [
                ("target", Start.Target, scope.Pipeline.Target),
                ("environment", Start.Environment, scope.Environment.Name),
                ("cluster", Start.Cluster, scope.Cluster.Name),
                ("platform", Start.Platform, platform.ToString().ToLowerInvariant()),
                ("namespaces", Joined(Start.Namespaces), Joined(scope.Namespaces.Select(name => name.Value))),
                (
                    "services",
                    Joined(Start.Services.Select(service => service.Name)),
                    Joined(scope.Services.Services.Select(service => service.Name.Value))
                ),
            ],
            "leave --resume out to deploy that, or give --resume alone"
        );

    /// <summary>Sees to it that what is there to deploy is what the run deployed.</summary>
    /// <exception cref="RefusedException">Another commit is checked out, or the sources changed.</exception>
    public void RequireSame(SourceRevision source) =>
        Require(
            [
                ("commit", Start.Commit, source.Commit),
                ("local changes", Start.DirtyContent ?? "none", source.DirtyContent ?? "none"),
            ],
            "leave --resume out to deploy what is there now; what is done already is found"
        );

    private void Require(IEnumerable<(string What, string Then, string Now)> things, string next)
    {
        var differing = things
            .Where(thing => thing.Then != thing.Now)
            .Select(thing => Printable.Escape($"{thing.What} {thing.Then} → {thing.Now}"))
            .ToList();
        if (differing.Count > 0)
        {
            throw new RefusedException($"Run {Id} was another one: {string.Join("; ", differing)}") { NextStep = next };
        }
    }

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
