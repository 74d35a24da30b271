using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Tools.Files;

/// <summary>
/// Replaces several files of the checkout, all or none: written beside and flushed, then renamed one by one, with a note
/// of what they were so that a set that was cut short is undone by the next run.
/// </summary>
public sealed class FileSet(RepositoryPaths paths)
{
    private string Undo => Path.Combine(paths.Work, "undo");

    private string List => Path.Combine(Undo, "files.json");

    private string Begun => Path.Combine(Undo, "begun.json");

    /// <summary>Replaces the files.</summary>
    /// <exception cref="RefusedException">A file leads out of the checkout.</exception>
    /// <exception cref="FailedException">A file cannot be written; all are as they were.</exception>
    public void Replace(IReadOnlyList<PlannedFile> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        using var set = Lock();
        UndoLast();
        var targets = files.Select(TargetOf).ToList();
        Write(
            files,
            targets,
            beside =>
            {
                Remember(targets);
                foreach (var (target, temporary) in targets.Zip(beside))
                {
                    File.Move(temporary, target, overwrite: true);
                }

                Forget();
            }
        );
    }

    /// <summary>
    /// Tries, before anything is built or pushed, whether the files could be replaced: they are written beside, which
    /// takes the room that is needed, and taken away again.
    /// </summary>
    /// <exception cref="RefusedException">A file leads out of the checkout.</exception>
    /// <exception cref="FailedException">A file cannot be written.</exception>
    public void RequireWritable(IReadOnlyList<PlannedFile> files)
    {
        if (files.Count > 0)
        {
            using var set = Lock();
            var targets = files.Select(TargetOf).ToList();
            Write(
                files,
                targets,
                beside =>
                {
                    Keep(targets);
                    // Before the note of them: what nobody knows of would stay, and git would find it.
                    beside.ForEach(File.Delete);
                    Forget();
                }
            );
        }
    }

    /// <summary>Undoes a set that was cut short; does nothing otherwise.</summary>
    /// <returns>The files that are as they were before it, relative to the checkout.</returns>
    /// <exception cref="FailedException">A file cannot be written.</exception>
    public IReadOnlyList<string> Recover()
    {
        if (!Directory.Exists(Undo))
        {
            return [];
        }

        using var set = Lock();
        Read(Begun).ForEach(target => File.Delete(Beside(target)));
        var restored = UndoLast();
        // A set that was done, or never begun, when its run died has nothing to undo, but a folder.
        TryDeleteFolder(Undo);
        return restored.ConvertAll(file => Path.GetRelativePath(paths.Root, file));
    }

    private void Write(IReadOnlyList<PlannedFile> files, List<string> targets, Action<List<string>> then)
    {
        var beside = targets.ConvertAll(Beside);
        try
        {
            Directory.CreateDirectory(Undo);
            WriteList(Begun, targets);
            foreach (var (file, target) in files.Zip(targets))
            {
                WriteFlushed(Beside(target), file.New.Span);
                CopyMode(target, Beside(target));
            }

            then(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            UndoLast();
            throw new FailedException($"The values files cannot be written: {error.Message}", error)
            {
                NextStep = "all of them are as they were; make room, or allow writing, and run again",
            };
        }
        finally
        {
            beside.ForEach(TryDelete);
            if (!File.Exists(List))
            {
                TryDeleteFolder(Undo);
            }
        }
    }

    private List<string> UndoLast()
    {
        if (!File.Exists(List))
        {
            return [];
        }

        var targets = Read(List);
        foreach (var (target, index) in targets.Select((target, index) => (target, index)))
        {
            WriteFlushed(Beside(target), File.ReadAllBytes(Path.Combine(Undo, $"{index}")));
            CopyMode(target, Beside(target));
            File.Move(Beside(target), target, overwrite: true);
        }

        Forget();
        return targets;
    }

    // The list comes last: without it, nothing was renamed yet.
    private void Remember(List<string> targets)
    {
        Keep(targets);
        WriteList(List, targets);
    }

    private static List<string> Read(string list) =>
        File.Exists(list)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(list), FileSetJson.Default.ListString) ?? []
            : [];

    private static void WriteList(string list, List<string> targets)
    {
        var temporary = $"{list}.new";
        WriteFlushed(temporary, JsonSerializer.SerializeToUtf8Bytes(targets, FileSetJson.Default.ListString));
        File.Move(temporary, list, overwrite: true);
    }

    private void Keep(List<string> targets)
    {
        foreach (var (target, index) in targets.Select((target, index) => (target, index)))
        {
            WriteFlushed(Path.Combine(Undo, $"{index}"), File.ReadAllBytes(target));
        }
    }

    private void Forget()
    {
        // First the list: a run that dies in between has nothing to undo.
        File.Delete(List);
        Directory.Delete(Undo, recursive: true);
    }

    // The system lets go of it when its holder dies.
    private FileStream Lock()
    {
        try
        {
            Directory.CreateDirectory(paths.Work);
            return new(
                Path.Combine(paths.Work, "undo.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(
                $"The values files cannot be written, because {paths.Work} cannot, or another run is writing them: {error.Message}",
                error
            )
            {
                NextStep = "nothing was changed; run again",
            };
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

    private static string Beside(string target) => $"{target}.deploy-new";

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

    // What failed is already on its way up; it must not be hidden by the tidying.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }

    private static void TryDeleteFolder(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }
}

[JsonSerializable(typeof(List<string>))]
internal sealed partial class FileSetJson : JsonSerializerContext;
