using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Model.Errors;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Store;

/// <summary>
/// The file that a cluster's objects are kept in: one line per change, appended with a single write before anyone
/// learns of the change. A process that is killed leaves at most one torn line at the end, which is dropped.
/// </summary>
/// <remarks>
/// A line is <c>{"revision":7,"resource":"pods","namespace":"a","name":"b","object":{…}}</c>; a deletion has no
/// <c>object</c>.
/// </remarks>
internal sealed class ChangeLog : IDisposable
{
    private const byte NewLine = (byte)'\n';

    private readonly string _path;
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private FileStream? _file;

    private ChangeLog(string path) => _path = path;

    /// <summary>The newest revision that was ever recorded.</summary>
    public long Revision { get; private set; }

    /// <summary>Reads a log, compacts it where that pays, and opens it for more.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <param name="keep">Whether an object that was read is still worth keeping.</param>
    /// <param name="objects">Receives the objects that exist.</param>
    /// <exception cref="FailedException">A line other than the last is unreadable.</exception>
    public static ChangeLog Open(
        string path,
        Func<StoredObject, bool> keep,
        IDictionary<ObjectKey, StoredObject> objects
    )
    {
        var log = new ChangeLog(path);
        var (lines, end) = log.Replay(objects);
        foreach (var gone in objects.Values.Where(found => !keep(found)).ToList())
        {
            objects.Remove(gone.Key);
        }

        if (lines > (2 * objects.Count) + 16)
        {
            log.Compact(objects.Values);
            end = new FileInfo(path).Length;
        }

        log._file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        log._file.SetLength(end);
        log._file.Seek(end, SeekOrigin.Begin);
        return log;
    }

    /// <summary>Records that an object now is as given.</summary>
    public void Put(StoredObject changed) => Append(changed.Key, changed.Revision, changed.Utf8);

    /// <summary>Records that an object is gone.</summary>
    public void Delete(ObjectKey key, long revision) => Append(key, revision, null);

    public void Dispose() => _file?.Dispose();

    private void Append(ObjectKey key, long revision, byte[]? utf8)
    {
        _line.ResetWrittenCount();
        WriteLine(_line, key, revision, utf8);
        var end = _file!.Position;
        try
        {
            _file.Write(_line.WrittenSpan);
        }
        catch (IOException)
        {
            // A full disk may have taken half of the line; the next one must not follow it.
            _file.SetLength(end);
            _file.Seek(end, SeekOrigin.Begin);
            throw;
        }

        Revision = revision;
    }

    private static void WriteLine(ArrayBufferWriter<byte> buffer, ObjectKey key, long revision, byte[]? utf8)
    {
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("revision"u8, revision);
            writer.WriteString("resource"u8, key.Resource);
            writer.WriteString("namespace"u8, key.Namespace);
            writer.WriteString("name"u8, key.Name);
            if (utf8 is not null)
            {
                writer.WritePropertyName("object"u8);
                writer.WriteRawValue(utf8, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        buffer.Write([NewLine]);
    }

    private (int Lines, long End) Replay(IDictionary<ObjectKey, StoredObject> objects)
    {
        if (!File.Exists(_path))
        {
            return (0, 0);
        }

        var bytes = File.ReadAllBytes(_path);
        var (lines, start) = (0, 0);
        while (Array.IndexOf(bytes, NewLine, start) is var end && end >= 0)
        {
            try
            {
                Apply(JsonParser.Parse(bytes.AsSpan(start, end - start)), objects);
            }
            catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
            {
                throw new FailedException($"the cluster's log is damaged, line {lines + 1}: {error.Message}", error)
                {
                    Location = new SourceLocation(_path, lines + 1, 1),
                    NextStep = "delete the file to start with an empty cluster",
                };
            }

            lines++;
            start = end + 1;
        }

        return (lines, start);
    }

    private void Apply(JsonNode? line, IDictionary<ObjectKey, StoredObject> objects)
    {
        if (
            line.Number("revision") is not { } revision
            || line.Text("resource") is not { } resource
            || line.Text("name") is not { } name
        )
        {
            throw new FormatException("revision, resource or name is missing");
        }

        var key = new ObjectKey(resource, line.Text("namespace") ?? "", name);
        Revision = revision;
        if (line.Object("object") is { } json)
        {
            json.Parent!.AsObject().Remove("object");
            objects[key] = StoredObject.Of(key, json);
        }
        else
        {
            objects.Remove(key);
        }
    }

    private void Compact(IEnumerable<StoredObject> objects)
    {
        var temporary = _path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            var buffer = new ArrayBufferWriter<byte>(4096);
            foreach (var kept in objects.OrderBy(kept => kept.Revision))
            {
                buffer.ResetWrittenCount();
                WriteLine(buffer, kept.Key, kept.Revision, kept.Utf8);
                file.Write(buffer.WrittenSpan);
            }

            // The revision must never go back, even when the newest change was a deletion.
            buffer.ResetWrittenCount();
            WriteLine(buffer, new ObjectKey("", "", ""), Revision, null);
            file.Write(buffer.WrittenSpan);
        }

        File.Move(temporary, _path, overwrite: true);
    }
}
