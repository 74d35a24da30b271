using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Model;

namespace Deploy.Tools.Helm.Results;

/// <summary>
/// A revision as Helm keeps it in the cluster: JSON, compressed, in base 64, in a Secret
/// <c>sh.helm.release.v1.NAME.vREVISION</c>. The same in both majors.
/// </summary>
/// <param name="Revision">Counted from 1.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Description">Helm's note, or the one that the install gave.</param>
/// <param name="Hooks">The chart's hooks, tests among them.</param>
public sealed partial record StoredRelease(
    int Revision,
    HelmStatus Status,
    string Description,
    IReadOnlyList<StoredHook> Hooks
)
{
    /// <summary>Reads the Secret's value <c>release</c>.</summary>
    /// <exception cref="FailedException">It is something else.</exception>
    public static StoredRelease Read(byte[] stored)
    {
        try
        {
            using var compressed = new MemoryStream(
                Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(stored))
            );
            using var json = new GZipStream(compressed, CompressionMode.Decompress);
            var item =
                JsonSerializer.Deserialize(json, StoredReleaseJson.Default.Item) ?? throw new JsonException("null");
            return new(
                item.Version,
                HelmStatuses.Parse(item.Info.Status),
                item.Info.Description,
                [
                    .. (item.Hooks ?? []).Select(hook => new StoredHook(
                        hook.Name,
                        hook.Kind,
                        hook.Events ?? [],
                        hook.LastRun?.Phase ?? ""
                    )),
                ]
            );
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidDataException)
        {
            throw new FailedException("a release that Helm stored in the cluster cannot be read", problem);
        }
    }

    internal sealed record Item(int Version, Info Info, Hook[]? Hooks);

    internal sealed record Info(string Status = "", string Description = "");

    internal sealed record Hook(
        string Name,
        string Kind,
        string[]? Events,
        [property: JsonPropertyName("last_run")] LastRun? LastRun
    );

    internal sealed record LastRun(string? Phase);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Item))]
    private sealed partial class StoredReleaseJson : JsonSerializerContext;
}

/// <summary>An object that Helm makes at a certain moment, beside the release's own.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Kind">The object's kind.</param>
/// <param name="Events">The moments: <c>pre-upgrade</c>, <c>test</c>…</param>
/// <param name="Phase">How far it is: empty or <c>Unknown</c> before it runs, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c>.</param>
public sealed record StoredHook(string Name, string Kind, IReadOnlyList<string> Events, string Phase)
{
    /// <summary>Whether <c>helm test</c> runs it and goes by how it ends. The other kinds only support tests.</summary>
    public bool IsTest => Kind is "Pod" or "Job" && Events.Any(moment => moment is "test" or "test-success");

    /// <summary>Whether it is under way.</summary>
    public bool IsRunning => Phase == "Running";
}
