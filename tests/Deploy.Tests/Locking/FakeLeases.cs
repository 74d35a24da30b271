using System.Threading.Channels;
using Deploy.Clusters;

namespace Deploy.Tests.Locking;

/// <summary>Leases in memory, with versions as the API gives them.</summary>
internal sealed class FakeLeases : ILeases
{
    private readonly Channel<string> _writes = Channel.CreateUnbounded<string>();
    private int _version;
    private int _uid;

    /// <summary>The one lease that there is.</summary>
    public Lease? Current { get; set; }

    /// <summary>Runs before each look.</summary>
    public Action OnFind { get; set; } = () => { };

    /// <summary>Runs before each replacement, which may throw.</summary>
    public Action OnReplace { get; set; } = () => { };

    /// <summary>Loses the answer of the next replacement after doing it.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>The next write, once it has happened.</summary>
    public ValueTask<string> NextWriteAsync() => _writes.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Somebody else writes the lease.</summary>
    public Lease Put(LeaseContent content) => Current = New($"uid-{++_uid}", content);

    /// <summary>Its holder renews it.</summary>
    public void Beat(DateTimeOffset now) => Current = New(Current!.Uid, Current.Content with { RenewedAt = now });

    public Task<Lease?> FindAsync(NamespaceName @namespace, string name, CancellationToken cancellation)
    {
        OnFind();
        return Task.FromResult(Current);
    }

    public Task<Lease?> TryCreateAsync(
        NamespaceName @namespace,
        string name,
        LeaseContent content,
        CancellationToken cancellation
    ) => Task.FromResult(Current is null ? Put(content) : null);

    public Task<Lease?> TryReplaceAsync(Lease lease, LeaseContent content, CancellationToken cancellation)
    {
        try
        {
            OnReplace();
            if (Current?.Version != lease.Version || Current.Uid != lease.Uid)
            {
                return Task.FromResult<Lease?>(null);
            }

            Current = New(lease.Uid, content);
            if (LosesAnswer)
            {
                LosesAnswer = false;
                throw new TimeoutException();
            }

            return Task.FromResult<Lease?>(Current);
        }
        finally
        {
            _writes.Writer.TryWrite("replace");
        }
    }

    public Task<bool> TryDeleteAsync(Lease lease, CancellationToken cancellation)
    {
        var isSame = Current == lease;
        Current = isSame ? null : Current;
        return Task.FromResult(isSame);
    }

    private Lease New(string uid, LeaseContent content) =>
        new(new("prod"), "deploy-lock", uid, $"{++_version}", content);
}
