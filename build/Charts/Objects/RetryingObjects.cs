using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Deploy.Charts.Objects;

/// <summary>
/// Tries again what failed in passing, a bounded number of times. A conditional write may be tried again: if the first try
/// had succeeded and only its answer was lost, the second one fails by its condition, and the caller looks at what is
/// there, as after any lost race.
/// </summary>
public sealed class RetryingObjects : IObjectStore
{
    /// <summary>How long one try may take: enough for a large index on a slow line.</summary>
    public static readonly TimeSpan DefaultTryLimit = TimeSpan.FromMinutes(2);

    internal const int Tries = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly IObjectStore _inner;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Takes the store.</summary>
    /// <param name="inner">The store, which tries once.</param>
    /// <param name="time">Paces the tries.</param>
    /// <param name="random">Spreads them.</param>
    /// <param name="tryLimit">How long one try may take; <see cref="DefaultTryLimit"/> if not given.</param>
    public RetryingObjects(IObjectStore inner, TimeProvider time, Random random, TimeSpan? tryLimit = null)
    {
        _inner = inner;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder()
                        .Handle<TransientException>()
                        .Handle<TimeoutRejectedException>(),
                    MaxRetryAttempts = Tries - 1,
                    DelayGenerator = retry =>
                        ValueTask.FromResult<TimeSpan?>(
                            Jitter.Delay(retry.AttemptNumber, FirstDelay, LongestDelay, random)
                        ),
                }
            )
            .AddTimeout(tryLimit ?? DefaultTryLimit)
            .Build();
    }

    /// <inheritdoc/>
    public string Url => _inner.Url;

    /// <inheritdoc/>
    public Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken) =>
        TryAsync(token => _inner.GetAsync(key, knownTag, token), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> GetTagAsync(string key, CancellationToken cancellationToken) =>
        TryAsync(token => _inner.GetTagAsync(key, token), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> PutAsync(NewObject content, WriteCondition condition, CancellationToken cancellationToken) =>
        TryAsync(token => _inner.PutAsync(content, condition, token), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whole, because a page cannot be tried again by itself.
        var keys = await TryAsync(async token => await _inner.ListAsync(token).ToListAsync(token), cancellationToken);
        foreach (var key in keys)
        {
            yield return key;
        }
    }

    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new FailedException(
                $"{Url} did not answer within {exception.Timeout.TotalSeconds} s (tried {Tries} times)",
                exception
            );
        }
        catch (TransientException exception)
        {
            throw new FailedException($"{exception.Message} (tried {Tries} times)", exception);
        }
    }
}
