using Polly;
using Polly.Retry;

namespace Deploy.Oci.Registry;

/// <summary>
/// Tries again what may succeed at the next try, with a wait that doubles and jitter, so that many clients do not come
/// back at once. A registry's Retry-After holds, within the longest wait.
/// </summary>
public sealed class RegistryRetry
{
    private readonly ResiliencePipeline _pipeline;
    private readonly int _tries;

    /// <summary>A pace of tries.</summary>
    public RegistryRetry(TimeProvider clock, RegistrySettings settings)
    {
        _tries = settings.Tries;
        var options = new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RegistryException>(exception =>
                exception.Fault == RegistryFault.Passing
            ),
            MaxRetryAttempts = settings.Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = settings.FirstDelay,
            MaxDelay = settings.LongestDelay,
            DelayGenerator = arguments => new ValueTask<TimeSpan?>(
                arguments.Outcome.Exception is RegistryException { RetryAfter: { } wait }
                    ? TimeSpan.FromTicks(Math.Min(wait.Ticks, settings.LongestDelay.Ticks))
                    : null
            ),
        };
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(options)
            .Build();
    }

    /// <summary>Does <paramref name="work"/>, as often as it takes.</summary>
    /// <exception cref="FailedException">It failed for good, or too often.</exception>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(token => new ValueTask<T>(work(token)), cancellationToken);
        }
        catch (RegistryException exception)
        {
            throw exception.ToFailure(_tries);
        }
    }
}
