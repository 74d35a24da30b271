using System.Collections.Concurrent;
using System.Net;
using DnsClient;

namespace Deploy.Clusters.Dns;

/// <summary>
/// Asks the servers of a name's own zone. Resolvers keep for minutes that a name is not there, and keep it for everybody
/// behind them; so the user's resolver is asked only for the servers of zones, which exist, and from their top downwards.
/// </summary>
/// <param name="resolvers">The user's resolvers; none for those of the system.</param>
/// <param name="port">The port of the zones' servers.</param>
public sealed class AuthoritativeNames(IReadOnlyList<NameServer> resolvers, int port = NameServer.DefaultPort)
{
    private const int MostAliases = 8;
    private const int MostZones = 16;

    private LookupClient? _resolver;
    private LookupClient? _direct;
    private readonly ConcurrentDictionary<string, IReadOnlyList<NameServer>> _servers = new();

    /// <summary>How long one server may take, of two attempts.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    private LookupClient Resolver => _resolver ??= new(Options(recursion: true, resolvers));

    private LookupClient Direct => _direct ??= new(Options(recursion: false, []));

    /// <summary>Whether a name has an address by now.</summary>
    /// <param name="host">The name, e.g. <c>staging.example.com</c>.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public async Task<NameAnswer> AskAsync(string host, CancellationToken cancel)
    {
        var name = DnsString.Parse(host).Value;
        for (var hop = 0; hop < MostAliases; hop++)
        {
            var (answer, alias) = await AskZoneAsync(name, cancel);
            if (alias is null)
            {
                return answer;
            }

            name = alias;
        }

        return NameAnswer.Missing($"{host} is an alias that leads to no end");
    }

    private async Task<(NameAnswer Answer, string? Alias)> AskZoneAsync(string name, CancellationToken cancel)
    {
        if (await TopZoneAsync(name, cancel) is not { } zone)
        {
            return (NameAnswer.Unknown($"your resolver knows no servers of any zone above {Shown(name)}"), null);
        }

        for (var cut = 0; cut < MostZones; cut++)
        {
            var servers = await ServersAsync(zone, cancel);
            var first = servers.Count == 0 ? new(AnswerKind.NoAnswer) : await AskAsync(servers, name, zone, cancel);
            if (first.Kind != AnswerKind.Referral)
            {
                return first.Kind == AnswerKind.NoAnswer
                    ? (NameAnswer.Unknown($"no server of {Shown(zone)} answers"), null)
                    : await AskAllAsync(servers, name, zone, cancel);
            }

            zone = first.Next;
        }

        return (NameAnswer.Unknown($"the servers of {Shown(zone)} refer to each other"), null);
    }

    // All of them: whoever asks a resolver gets the answer of one of them, and nobody knows which.
    private async Task<(NameAnswer Answer, string? Alias)> AskAllAsync(
        IReadOnlyList<NameServer> servers,
        string name,
        string zone,
        CancellationToken cancel
    )
    {
        var answers = await Task.WhenAll(servers.Select(server => AskAsync([server], name, zone, cancel)));
        var lacking = answers
            .Zip(servers)
            .Where(each => each.First.Kind is AnswerKind.NoSuchName or AnswerKind.NoAddress)
            .ToList();
        if (lacking.Count > 0)
        {
            var what = lacking[0].First.Kind == AnswerKind.NoSuchName ? "is not there" : "has no address";
            return (
                NameAnswer.Missing(
                    $"{Shown(name)} {what} at {lacking.Count} of the {servers.Count} servers of {Shown(zone)} (e.g. {lacking[0].Second.Address})"
                ),
                null
            );
        }

        return (NameAnswer.Resolves, answers.FirstOrDefault(answer => answer.Kind == AnswerKind.Alias)?.Next);
    }

    // The first server that answers; IPv6 only where there is no IPv4.
    private async Task<ServerAnswer> AskAsync(
        IReadOnlyList<NameServer> servers,
        string name,
        string zone,
        CancellationToken cancel
    )
    {
        var answer = await AskAsync(QueryType.A);
        return answer.Kind == AnswerKind.NoAddress ? await AskAsync(QueryType.AAAA) : answer;

        async Task<ServerAnswer> AskAsync(QueryType type)
        {
            var response = await TryAsync(Direct.QueryServerAsync(servers, name, type, cancellationToken: cancel));
            return response is null ? new(AnswerKind.NoAnswer) : ServerAnswer.Of(response, zone);
        }
    }

    // The deepest zone whose servers are known, else the topmost that the resolver knows: never the name itself.
    private async Task<string?> TopZoneAsync(string name, CancellationToken cancel)
    {
        var above = Above(name).ToList();
        if (above.LastOrDefault(_servers.ContainsKey) is { } known)
        {
            return known;
        }

        foreach (var zone in above)
        {
            if ((await ServersAsync(zone, cancel)).Count > 0)
            {
                return zone;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<NameServer>> ServersAsync(string zone, CancellationToken cancel)
    {
        if (_servers.TryGetValue(zone, out var known))
        {
            return known;
        }

        var response = await TryAsync(Resolver.QueryAsync(zone, QueryType.NS, cancellationToken: cancel));
        var names = response?.Answers.NsRecords().Select(record => record.NSDName.Value).Distinct() ?? [];
        var addresses = await Task.WhenAll(names.Select(AddressesAsync));
        IReadOnlyList<NameServer> servers =
        [
            .. addresses
                .SelectMany(each => each)
                .Distinct()
                .OrderBy(address => address.ToString(), StringComparer.Ordinal)
                .Select(address => new NameServer(address, port)),
        ];
        return servers.Count == 0 ? servers : _servers.GetOrAdd(zone, servers);

        async Task<IEnumerable<IPAddress>> AddressesAsync(string server)
        {
            var found = await TryAsync(Resolver.QueryAsync(server, QueryType.A, cancellationToken: cancel));
            return found?.Answers.ARecords().Select(record => record.Address) ?? [];
        }
    }

    // "c.", "b.c." of a.b.c.
    private static IEnumerable<string> Above(string name)
    {
        var labels = name.TrimEnd('.').Split('.');
        return Enumerable.Range(1, labels.Length - 1).Select(count => string.Join('.', labels[^count..]) + ".");
    }

    private static async Task<IDnsQueryResponse?> TryAsync(Task<IDnsQueryResponse> query)
    {
        try
        {
            return await query;
        }
        catch (DnsResponseException)
        {
            return null;
        }
    }

    private LookupClientOptions Options(bool recursion, IReadOnlyList<NameServer> servers)
    {
        var options = servers.Count == 0 ? new LookupClientOptions() : new([.. servers]);
        options.AutoResolveNameServers = recursion && servers.Count == 0;
        options.UseCache = false;
        options.Recursion = recursion;
        options.Timeout = Patience;
        options.Retries = 1;
        options.ContinueOnEmptyResponse = false;
        return options;
    }

    private static string Shown(string name) => name.TrimEnd('.');
}
