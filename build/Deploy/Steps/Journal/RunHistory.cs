using System.Text.Json;
using Deploy.Model;

namespace Deploy.Steps.Journal;

/// <summary>
/// The runs that left a journal. Of each only the first and the last line are looked at, and in them only what is
/// listed: journals of other versions of the program may say more, or less.
/// </summary>
/// <param name="paths">Where the checkout is.</param>
/// <param name="host">The name of this machine.</param>
/// <param name="startOf">When a process of this machine began; null where none has that id.</param>
internal sealed class RunHistory(RepositoryPaths paths, string host, Func<int, DateTimeOffset?> startOf)
{
    /// <summary>The latest runs, the last one first.</summary>
    public IReadOnlyList<JournaledRun> Latest(int count) =>
        !Directory.Exists(paths.Runs)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(paths.Runs)
                    .OrderDescending(StringComparer.Ordinal)
                    .Select(folder => Path.Combine(folder, "journal.jsonl"))
                    .Where(File.Exists)
                    .Take(count)
                    .Select(Read),
            ];

    private JournaledRun Read(string journal)
    {
        string? first = null;
        string? last = null;
        foreach (var line in File.ReadLines(journal).Where(line => line.Length > 0))
        {
            first ??= line;
            last = line;
        }

        using var start = Parse(first, "run_started");
        using var end = Parse(last, "run_ended");
        var exitCode = end is null ? null : Number(end, "exit_code");
        var (state, process) = exitCode is { } code ? (EndOf(code), null) : Unended(start);
        return new(
            Path.GetFileName(Path.GetDirectoryName(journal)!),
            Time(start),
            Text(start, "target"),
            Text(start, "environment"),
            Services(start),
            Text(start, "user"),
            state,
            exitCode,
            process
        );
    }

    private (RunEnd State, int? Process) Unended(JsonDocument? start)
    {
        if (start is null || Text(start, "host") != host || Number(start, "process_id") is not { } id)
        {
            return (RunEnd.Unknown, null);
        }

        // Ids come round again: a process that began after the run did is another one.
        return startOf(id) is { } began && began <= Time(start) ? (RunEnd.Running, id) : (RunEnd.Died, id);
    }

    private static RunEnd EndOf(int exitCode) =>
        (ExitCode)exitCode switch
        {
            ExitCode.Done => RunEnd.Done,
            ExitCode.Refused => RunEnd.Refused,
            ExitCode.Interrupted => RunEnd.Interrupted,
            _ => RunEnd.Failed,
        };

    // Null where the line is torn, or tells of something else.
    private static JsonDocument? Parse(string? line, string kind)
    {
        try
        {
            var document = line is null ? null : JsonDocument.Parse(line);
            if (document is not null && Text(document, "event") == kind)
            {
                return document;
            }

            document?.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonDocument? record, string name) =>
        Find(record, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static int? Number(JsonDocument record, string name) =>
        Find(record, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value)
            ? value
            : null;

    private static DateTimeOffset? Time(JsonDocument? record) =>
        Find(record, "at") is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time)
            ? time
            : null;

    private static List<string> Services(JsonDocument? record) =>
        Find(record, "services") is { ValueKind: JsonValueKind.Array } services
            ?
            [
                .. services
                    .EnumerateArray()
                    .Select(service =>
                        service.ValueKind == JsonValueKind.Object && service.TryGetProperty("name", out var name)
                            ? name.GetString()
                            : null
                    )
                    .OfType<string>(),
            ]
            : [];

    private static JsonElement? Find(JsonDocument? record, string name) =>
        record?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var value)
            ? value
            : null;
}
