namespace Deploy.Tools.Processes;

/// <summary>Blocking I/O on threads of its own: the pool grows too slowly for many children at once.</summary>
internal static class Background
{
    public static Task Run(Action action) =>
        Task.Factory.StartNew(
            action,
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );
}
