using Deploy.Tools.Files;

namespace Deploy.Planning;

/// <summary>Undoes what a run that died has left half done, before anything is planned from it.</summary>
public sealed class RecoverFiles(FileSet files, IRunEvents events)
{
    /// <summary>Undoes it, and says so; does nothing otherwise.</summary>
    /// <exception cref="FailedException">A file cannot be written.</exception>
    public void Run()
    {
        if (files.Recover() is { Count: > 0 } undone)
        {
            events.Publish(
                new Note($"put back as they were before a run that did not finish: {string.Join(", ", undone)}")
            );
        }
    }
}
