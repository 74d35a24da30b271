namespace Deploy.Planning.Resuming;

/// <summary>Says of each service what was taken over from the earlier run, and what was done again.</summary>
internal static class ResumeSummary
{
    /// <summary>A line for each service that the earlier run had proved anything about.</summary>
    /// <param name="run">The earlier run.</param>
    /// <param name="facts">What this run has proved.</param>
    public static IEnumerable<string> Of(UnfinishedRun run, IEnumerable<Fact> facts)
    {
        foreach (var service in run.Claims.GroupBy(claim => claim.Service).OrderBy(service => service.Key))
        {
            var claimed = service.Select(claim => claim.Stage).Distinct().Order().ToList();
            var now = facts.Where(fact => fact.Service == service.Key).ToLookup(fact => fact.Stage);
            // An image that is in the registry is not built: that it was built is then no claim of its own.
            var taken = claimed.Where(stage => now[stage].Any() && now[stage].All(fact => fact.IsOld)).ToList();
            var again = claimed.Where(stage => now[stage].Any(fact => !fact.IsOld)).ToList();
            if (taken.Count + again.Count > 0)
            {
                yield return $"{service.Key}: {Words($"taken over from run {run.Id}", taken)}{(taken.Count > 0 && again.Count > 0 ? "; " : "")}{Words("done again", again)}";
            }
        }
    }

    private static string Words(string what, IReadOnlyList<Stage> stages) =>
        stages.Count == 0 ? "" : $"{what}: {string.Join(", ", stages)}";
}
