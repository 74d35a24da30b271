using System.Threading.Channels;

namespace Deploy.Sandbox.Kubernetes.Store;

/// <summary>
/// Hands every change to those who watch, in order, and remembers the last ones for those who come back. Not
/// thread-safe by itself: the <see cref="ObjectStore"/> calls it under its lock.
/// </summary>
/// <param name="oldestRevision">Changes up to this one are not remembered.</param>
internal sealed class ChangeFeed(long oldestRevision)
{
    private const int Remembered = 4096;

    private readonly Queue<Change> _history = new();
    private readonly List<ChannelWriter<Change>> _watchers = [];
    private long _oldest = oldestRevision;

    /// <summary>Whether all changes after <paramref name="revision"/> are still remembered.</summary>
    public bool Reaches(long revision) => revision >= _oldest;

    public void Publish(Change change)
    {
        _history.Enqueue(change);
        if (_history.Count > Remembered)
        {
            _oldest = _history.Dequeue().Revision;
        }

        foreach (var watcher in _watchers)
        {
            watcher.TryWrite(change);
        }
    }

    /// <summary>All changes after a revision: those remembered at once, later ones as they happen.</summary>
    public Channel<Change> Subscribe(long afterRevision)
    {
        var channel = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
        foreach (var change in _history.Where(change => change.Revision > afterRevision))
        {
            channel.Writer.TryWrite(change);
        }

        _watchers.Add(channel.Writer);
        return channel;
    }

    public void Unsubscribe(Channel<Change> channel)
    {
        _watchers.Remove(channel.Writer);
        channel.Writer.TryComplete();
    }
}
