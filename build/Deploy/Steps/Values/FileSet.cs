using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Model;

namespace Deploy.Steps.Values;

/// <summary>
/// Replaces several files of the checkout, all or none: written beside and flushed, then renamed one by one, with a note
/// of what they were so that a set that was cut short is undone by the next run.
/// </summary>
public sealed class FileSet(RepositoryPaths paths)
{
    private string Undo => Path.Combine(paths.Work, "undo");

    private string List => Path.Combine(Undo, "files.json");

    /// <summary>Replaces the files.</summary>
    /// <exception cref="RefusedException">A file leads out of the checkout.</exception>
    /// <exception cref="FailedException">A file cannot be written; all are as they were.</exception>
    public void Replace(IReadOnlyList<PlannedFile> files)
    {
        Recover();
        var targets = files.Select(file => (file.New, Target: TargetOf(file))).ToList();
        var beside = targets.Select(file => $"{file.Target}.deploy-new").ToList();
        try
        {
            foreach (var (file, temporary) in targets.Zip(beside))
            {
                WriteFlushed(temporary, file.New.Span);
                CopyMode(file.Target, temporary);
            }

            Remember([.. targets.Select(file => file.Target)]);
            foreach (var (file, temporary) in targets.Zip(beside))
            {
                File.Move(temporary, file.Target, overwrite: true);
            }

            Forget();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Recover();
            throw new FailedException($"The values files cannot be written: {error.Message}", error)
            {
                NextStep = "all of them are as they were; make room, or allow writing, and run again",
            };
        }
        finally
        {
            beside.ForEach(File.Delete);
        }
    }

    /// <summary>Undoes a set that was cut short; does nothing otherwise.</summary>
    public void Recover()
    {
        if (!File.Exists(List))
        {
            return;
        }

        var targets = JsonSerializer.Deserialize(File.ReadAllBytes(List), FileSetJson.Default.ListString) ?? [];
        foreach (var (target, index) in targets.Select((target, index) => (target, index)))
        {
            var temporary = $"{target}.deploy-new";
            WriteFlushed(temporary, File.ReadAllBytes(Path.Combine(Undo, $"{index}")));
            CopyMode(target, temporary);
            File.Move(temporary, target, overwrite: true);
        }

        Forget();
    }

    // The list comes last: without it, nothing was renamed yet.
    private void Remember(List<string> targets)
    {
        Directory.CreateDirectory(Undo);
        foreach (var (target, index) in targets.Select((target, index) => (target, index)))
        {
            WriteFlushed(Path.Combine(Undo, $"{index}"), File.ReadAllBytes(target));
        }

        var temporary = $"{List}.new";
        WriteFlushed(temporary, JsonSerializer.SerializeToUtf8Bytes(targets, FileSetJson.Default.ListString));
        File.Move(temporary, List, overwrite: true);
    }

    private void Forget()
    {
        File.Delete(List);
        if (Directory.Exists(Undo))
        {
            Directory.Delete(Undo, recursive: true);
        }
    }

    // A link inside the checkout stays, and what it leads to is edited; one that leads out is nobody's to follow.
    private string TargetOf(PlannedFile file)
    {
        var path = paths.Absolute(file.Path);
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return target.StartsWith(paths.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? target
            : throw new RefusedException(
                $"{Printable.Quote(file.Path)} is a link to {Printable.Quote(target)}, outside the checkout"
            )
            {
                NextStep = "replace the link by the file",
            };
    }

    private static void CopyMode(string from, string to)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }
    }

    private static void WriteFlushed(string path, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}

[JsonSerializable(typeof(List<string>))]
internal sealed partial class FileSetJson : JsonSerializerContext;
