using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Tools.Files;

/// <summary>
/// Replaces several files of the checkout, all or none: written beside and flushed, then renamed one by one, with a note
/// of what they were so that a set that was cut short is undone by the next run.
/// </summary>
public sealed class FileSet(RepositoryPaths paths)
{
    private readonly string _root = RealPath.Of(paths.Root);

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
    /// <exception cref="RefusedException">What is to be undone cannot be known; it is out of the way of the next run.</exception>
    public IReadOnlyList<string> Recover()
    {
        if (!Directory.Exists(Undo))
        {
            return [];
        }

        using var set = Lock();
        try
        {
            Read(Begun).ForEach(target => File.Delete(Beside(target)));
            var restored = UndoLast();
            // A set that was done, or never begun, when its run died has nothing to undo, but a folder.
            TryDeleteFolder(Undo);
            return restored.ConvertAll(file => Path.GetRelativePath(_root, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailedException($"What a run that died was writing cannot be put back: {error.Message}", error)
            {
                NextStep = $"allow writing, and run again; or compare the values files with git, and delete {Undo}",
            };
        }
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
        if (targets.Where((target, index) => !File.Exists(target) || !File.Exists(Kept(index))).Any())
        {
            throw SetAside(List, "names files that are not there");
        }

        foreach (var (target, index) in targets.Select((target, index) => (target, index)))
        {
            WriteFlushed(Beside(target), File.ReadAllBytes(Kept(index)));
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

    // A list is only as good as who could write it: nothing in it leads out of the checkout.
    private List<string> Read(string list)
    {
        if (!File.Exists(list))
        {
            return [];
        }

        try
        {
            var targets = JsonSerializer.Deserialize(File.ReadAllBytes(list), FileSetJson.Default.ListString) ?? [];
            return targets.TrueForAll(target =>
                target is { Length: > 0 } && IsInside(RealPath.Of(paths.Absolute(target)))
            )
                ? targets.ConvertAll(target => RealPath.Of(paths.Absolute(target)))
                : throw SetAside(list, "names files outside the checkout");
        }
        catch (JsonException)
        {
            throw SetAside(list, "is damaged");
        }
    }

    private RefusedException SetAside(string list, string problem)
    {
        var aside = $"{Undo}-unreadable";
        TryDeleteFolder(aside);
        Directory.Move(Undo, aside);
        return new(
            $"{list}, the list of what a run that died was writing, {problem}; nothing was put back, and it is now in {aside}"
        )
        {
            NextStep = "compare the values files with git, and run again",
        };
    }

    private bool IsInside(string target) =>
        target.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        && !target.StartsWith(Path.Combine(_root, ".git") + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string Kept(int index) => Path.Combine(Undo, $"{index}");

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
            WriteFlushed(Kept(index), File.ReadAllBytes(target));
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
            OwnFolder.Create(paths.Work);
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
        var target = RealPath.Of(paths.Absolute(file.Path));
        return IsInside(target)
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
