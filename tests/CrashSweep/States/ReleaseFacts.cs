using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Deploy.CrashSweep.States;

/// <summary>Releases, from the Secrets that Helm keeps them in.</summary>
internal static class ReleaseFacts
{
    private const string Type = "helm.sh/release.v1";

    // What Helm leaves of the revisions before the last: history. Anything else was not brought to an end.
    private static readonly string[] _settled = ["superseded", "failed", "uninstalled"];

    public static bool IsRelease(JsonObject item) => item["type"]?.GetValue<string>() == Type;

    public static IEnumerable<string> Of(IEnumerable<JsonObject> items) =>
        items
            .Where(IsRelease)
            .Select(Decode)
            .GroupBy(release => $"{release["namespace"]}/{release["name"]}")
            .SelectMany(Facts);

    private static IEnumerable<string> Facts(IGrouping<string, JsonObject> revisions)
    {
        var ordered = revisions.OrderByDescending(release => release["version"]!.GetValue<int>()).ToList();
        var newest = ordered[0];
        var chart = newest["chart"]!["metadata"]!;
        yield return $"release {revisions.Key} {Status(newest)} \"{newest["info"]!["description"]}\" of {chart["name"]} {chart["version"]}";
        yield return $"release {revisions.Key} config {newest["config"]?.ToJsonString()}";
        yield return $"release {revisions.Key} manifest {newest["manifest"]}";
        foreach (var earlier in ordered.Skip(1).Where(release => !_settled.Contains(Status(release))))
        {
            yield return $"release {revisions.Key} has an unsettled revision: {Status(earlier)}";
        }
    }

    private static string Status(JsonObject release) => release["info"]!["status"]!.GetValue<string>();

    private static JsonObject Decode(JsonObject secret)
    {
        var inner = Encoding.ASCII.GetString(Convert.FromBase64String(secret["data"]!["release"]!.GetValue<string>()));
        using var packed = new MemoryStream(Convert.FromBase64String(inner));
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        return JsonNode.Parse(unpacked)!.AsObject();
    }
}
