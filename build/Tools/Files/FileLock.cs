namespace Deploy.Tools.Files;

/// <summary>A lock between processes: an open file that the system closes when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Waits until nobody else holds it.</summary>
    /// <param name="file">The file; it stays there.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="onWait">Called once if somebody else holds it.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<FileLock> AcquireAsync(
        string file,
        TimeProvider time,
        Action onWait,
        CancellationToken cancel
    )
    {
        for (var waited = false; ; waited = true)
        {
            try
            {
                return new(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(file))
            {
                if (!waited)
                {
                    onWait();
                }

                await Task.Delay(_pause, time, cancel);
            }
        }
    }

    public void Dispose() => _stream.Dispose();
}
