namespace Deploy.Model.Catalog;

/// <summary>The services that <c>--services</c> means.</summary>
/// <param name="Services">The selected ones, each once, in the order of the catalog's names.</param>
/// <param name="LeftOut">Disabled ones that a group or prefix would have included.</param>
public sealed record ServiceSelection(IReadOnlyList<Service> Services, IReadOnlyList<Service> LeftOut)
{
    /// <summary>
    /// Picks services by exact name, by prefix of whole path segments, by <c>%group</c>, and without those that
    /// <c>!…</c> names in any of these forms.
    /// </summary>
    /// <exception cref="UsageException">A term matches nothing (the nearest are named), or nothing is left.</exception>
    public static ServiceSelection Of(ServiceCatalog catalog, IReadOnlyList<string> terms)
    {
        var wanted = terms.Where(term => !IsExclusion(term)).ToList();
        var excluded = terms
            .Where(IsExclusion)
            .SelectMany(term => Match(catalog, term[1..]))
            .Select(service => service.Name)
            .ToHashSet();
        if (wanted.Count == 0)
        {
            throw new UsageException(
                terms.Count == 0
                    ? "No service is named"
                    : "Every term of --services leaves something out; none picks anything"
            )
            {
                NextStep =
                    "name them, e.g. --services=infosite or --services=%staging; --target=Services lists what there is",
            };
        }

        var picked = new SortedDictionary<ServiceName, Service>();
        var leftOut = new SortedDictionary<ServiceName, Service>();
        foreach (var term in wanted)
        {
            foreach (var service in Match(catalog, term).Where(service => !excluded.Contains(service.Name)))
            {
                var isNamed = service.Enabled || service.Name.Value == term;
                (isNamed ? picked : leftOut)[service.Name] = service;
            }
        }

        foreach (var name in picked.Keys)
        {
            leftOut.Remove(name);
        }

        return picked.Count > 0
            ? new([.. picked.Values], [.. leftOut.Values])
            : throw new UsageException(
                leftOut.Count > 0
                    ? $"--services={string.Join(',', terms)} leaves nothing: {string.Join(", ", leftOut.Keys)} {(leftOut.Count == 1 ? "is" : "are")} disabled in the catalog"
                    : $"--services={string.Join(',', terms.Select(Printable.Escape))} leaves nothing"
            )
            {
                NextStep = leftOut.Count > 0 ? "name a disabled service exactly to deploy it all the same" : null,
            };
    }

    /// <summary>The same, where naming nothing means everything that is enabled.</summary>
    /// <exception cref="UsageException">A term matches nothing (the nearest are named), or nothing is left.</exception>
    public static ServiceSelection OrAll(ServiceCatalog catalog, IReadOnlyList<string> terms)
    {
        if (terms.Count > 0)
        {
            return Of(catalog, terms);
        }

        var all = catalog.Services.Values.OrderBy(service => service.Name).ToLookup(service => service.Enabled);
        return new([.. all[true]], [.. all[false]]);
    }

    private static bool IsExclusion(string term) => term.StartsWith('!');

    private static IReadOnlyList<Service> Match(ServiceCatalog catalog, string term)
    {
        if (term.StartsWith('%'))
        {
            var group = term[1..];
            var members = catalog.Services.Values.Where(service => service.Groups.Contains(group)).ToList();
            return members.Count > 0
                ? members
                : throw NoMatch(term, catalog.Groups.Select(name => $"%{name}"), "group");
        }

        if (catalog.Services.TryGetValue(term, out var exact))
        {
            return [exact];
        }

        var below = catalog.Services.Values.Where(service => service.Name.IsUnder(term)).ToList();
        return below.Count > 0
            ? below
            : throw NoMatch(term, catalog.Services.Keys.Concat(catalog.Groups.Select(name => $"%{name}")), "service");
    }

    private static UsageException NoMatch(string term, IEnumerable<string> candidates, string kind) =>
        new($"There is no {kind} {Printable.Quote(term)} in the catalog{Nearest.Suggestion(term, candidates)}")
        {
            NextStep = "--target=Services lists what there is",
        };
}
