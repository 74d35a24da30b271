namespace Deploy.Model.Names;

/// <summary>Finds what the user may have meant.</summary>
public static class Nearest
{
    /// <summary>The candidates closest to <paramref name="word"/>, best first; none that is not close.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="candidates">What there is.</param>
    /// <param name="limit">How many at most.</param>
    public static IReadOnlyList<string> To(string word, IEnumerable<string> candidates, int limit = 3)
    {
        // A word of one or two letters is near to everything, and so to nothing.
        var budget = word.Length < 3 ? word.Length - 1 : Math.Max(2, word.Length / 3);
        var matches = candidates
            .Distinct(StringComparer.Ordinal)
            .Select(candidate => (candidate, distance: Distance(word, candidate, budget)))
            .Where(match => match.distance <= budget)
            .ToList();
        var best = matches.Count > 0 ? matches.Min(match => match.distance) : 0;
        return
        [
            .. matches
                .Where(match => match.distance <= best + 1)
                .OrderBy(match => match.distance)
                .ThenBy(match => match.candidate, StringComparer.Ordinal)
                .Take(limit)
                .Select(match => match.candidate),
        ];
    }

    /// <summary>A question to append to an error: <c>; did you mean 'infosite'?</c>, or nothing.</summary>
    public static string Suggestion(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { Count: > 0 } near
            ? $"; did you mean {string.Join(" or ", near.Select(Printable.Quote))}?"
            : "";

    // Optimal string alignment distance, ignoring case; words that contain each other count as close.
    private static int Distance(string word, string candidate, int budget)
    {
        var (a, b) = (word.ToLowerInvariant(), candidate.ToLowerInvariant());
        if (
            a.Length >= 3
            && (b.Contains(a, StringComparison.Ordinal) || (b.Length >= 3 && a.Contains(b, StringComparison.Ordinal)))
        )
        {
            return 1;
        }

        if (Math.Abs(a.Length - b.Length) > budget)
        {
            return int.MaxValue;
        }

        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            costs[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            costs[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var swap = a[i - 1] == b[j - 1] ? 0 : 1;
                costs[i, j] = Math.Min(Math.Min(costs[i - 1, j] + 1, costs[i, j - 1] + 1), costs[i - 1, j - 1] + swap);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[a.Length, b.Length];
    }
}
