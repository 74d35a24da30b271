using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Deploy.CrashSweep.States;

/// <summary>Every object of every cluster, and the releases, as the API gives them.</summary>
internal static class ClusterFacts
{
    // What happened and where it happened to run, not what is there.
    private static readonly string[] _fleeting = ["events", "endpoints", "endpointslices", "replicasets"];

    public static async Task<IEnumerable<string>> OfAsync(Arena arena)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = arena.Server.Authorization;
        var facts = new List<string>();
        foreach (var cluster in Arena.Clusters)
        {
            foreach (var resource in await ResourcesAsync(client, arena.Server.ClusterAddress(cluster)))
            {
                var list = await client.GetFromJsonAsync<JsonObject>(resource);
                var items = list!["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
                facts.AddRange(
                    items
                        .Where(item => !ReleaseFacts.IsRelease(item))
                        .Select(ObjectFact.Of)
                        .Order(StringComparer.Ordinal)
                        .Select((fact, index) => $"{cluster} {resource.Segments[^1]} {fact} {Copy(index)}")
                );
                facts.AddRange(ReleaseFacts.Of(items).Select(fact => $"{cluster} {fact}"));
            }
        }

        return facts;
    }

    // Two pods of one deployment look the same here, but must count as two.
    private static string Copy(int index) => index == 0 ? "" : $"({index})";

    private static async Task<List<Uri>> ResourcesAsync(HttpClient client, Uri cluster)
    {
        var groups = await client.GetFromJsonAsync<JsonObject>(new Uri($"{cluster}/apis"));
        var versions = groups!["groups"]!
            .AsArray()
            .Select(group => $"{cluster}/apis/{group!["preferredVersion"]!["groupVersion"]}")
            .Prepend($"{cluster}/api/v1");
        var resources = new List<Uri>();
        foreach (var version in versions)
        {
            var list = await client.GetFromJsonAsync<JsonObject>(new Uri(version));
            resources.AddRange(
                list!["resources"]!
                    .AsArray()
                    .Where(resource => resource!["verbs"]!.AsArray().Any(verb => $"{verb}" == "list"))
                    .Select(resource => $"{resource!["name"]}")
                    .Where(name => !name.Contains('/') && !_fleeting.Contains(name))
                    .Select(name => new Uri($"{version}/{name}"))
            );
        }

        return resources;
    }
}
