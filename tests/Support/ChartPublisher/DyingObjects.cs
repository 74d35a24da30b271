using System.Diagnostics;
using System.Runtime.CompilerServices;
using Deploy.Charts.Objects;

namespace Deploy.ChartPublisher;

/// <summary>
/// Kills this process, as <c>kill -9</c> does, at one of its steps: before a call, in the middle of what is written, or
/// after the call succeeded.
/// </summary>
/// <param name="inner">The objects.</param>
/// <param name="deadline">The number of the fatal step, counted from 1.</param>
internal sealed class DyingObjects(IObjectStore inner, int deadline) : IObjectStore
{
    private int _steps;

    public string Url => inner.Url;

    public async Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken)
    {
        Step();
        return await inner.GetAsync(key, knownTag, cancellationToken);
    }

    public async Task<string?> GetTagAsync(string key, CancellationToken cancellationToken)
    {
        Step();
        return await inner.GetTagAsync(key, cancellationToken);
    }

    public async Task<string?> PutAsync(
        NewObject content,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        Step();
        var watched = content with { Open = () => new DyingStream(content.Open(), Step) };
        var tag = await inner.PutAsync(watched, condition, cancellationToken);
        Step();
        return tag;
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Step();
        await foreach (var key in inner.ListAsync(cancellationToken))
        {
            yield return key;
        }
    }

    private void Step()
    {
        if (++_steps == deadline)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
