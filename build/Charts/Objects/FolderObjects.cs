using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Deploy.Charts.Objects;

/// <summary>
/// Objects as files of one folder, for programs on one machine. Writers take turns by a lock on the file <c>.lock</c>,
/// which the system drops when its holder dies; each writes to one side file, flushes it to disk and renames it, so readers
/// need no lock and a kill leaves the old file or the new one. Some file systems of networks take every lock and hold none;
/// so the first writer tries a second one while it holds the first.
/// </summary>
/// <param name="folder">The folder; created by the first write.</param>
/// <param name="time">Paces the tries for the lock.</param>
/// <param name="random">Spreads them.</param>
public sealed class FolderObjects(string folder, TimeProvider time, Random random) : IObjectStore
{
    private const string LockFile = ".lock";
    private const string SideFile = ".new";
    private const int BufferSize = 128 * 1024;
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(1);

    private bool _locksHold;

    /// <inheritdoc/>
    public string Url => folder;

    /// <inheritdoc/>
    public async Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(PathOf(key), cancellationToken);
            var tag = Digest.Of(content).Value;
            return new StoredObject(tag == knownTag ? default(ReadOnlyMemory<byte>) : content, tag);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot read {Printable.Quote(PathOf(key))}", exception);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> GetTagAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(PathOf(key));
            return Digest.FromHash(await SHA256.HashDataAsync(file, cancellationToken)).Value;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot read {Printable.Quote(PathOf(key))}", exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RefusedException">The folder is where locks do not hold.</exception>
    public async Task<string?> PutAsync(
        NewObject content,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Directory.CreateDirectory(folder);
            await using var turn = await LockAsync(cancellationToken);
            RequireLockHolds();
            if (await GetTagAsync(content.Key, cancellationToken) != condition.Tag)
            {
                return null;
            }

            var tag = await WriteSideFileAsync(content, cancellationToken);
            File.Move(PathOf(SideFile), PathOf(content.Key), overwrite: true);
            return tag;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot write {Printable.Quote(PathOf(content.Key))}", exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Path.GetFileName(file);
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key);

    // One side file is enough: it is written with the lock held, and what a killed writer left there is overwritten.
    private async Task<string> WriteSideFileAsync(NewObject content, CancellationToken cancellationToken)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var source = content.Open();
            await using var file = new FileStream(PathOf(SideFile), FileMode.Create, FileAccess.Write);
            var buffer = new byte[BufferSize];
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0; )
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Flush(flushToDisk: true);
            return Digest.FromHash(hash.GetHashAndReset()).Value;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            File.Delete(PathOf(SideFile));
            throw;
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return OpenLock();
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                if (time.GetElapsedTime(started) > LockLimit)
                {
                    throw Failed(
                        $"{Printable.Quote(PathOf(LockFile))} is held for more than {LockLimit.TotalSeconds} s",
                        exception
                    );
                }

                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 50)), time, cancellationToken);
            }
        }
    }

    private void RequireLockHolds()
    {
        if (_locksHold)
        {
            return;
        }

        try
        {
            OpenLock().Dispose();
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            _locksHold = true;
            return;
        }

        throw new RefusedException(
            $"{Printable.Quote(folder)} is where locks on files do not hold, so publishers would overwrite each other"
        )
        {
            NextStep = "keep the chart repository in a folder of a local disk, in S3, or in a registry",
        };
    }

    private FileStream OpenLock() => new(PathOf(LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    // What the system says of a lock that is held: EAGAIN of Linux, EWOULDBLOCK of macOS, a sharing violation of Windows.
    private static bool IsHeldByAnother(IOException exception) =>
        exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static FailedException Failed(string problem, Exception exception) =>
        new($"{problem}: {exception.Message}", exception);
}
