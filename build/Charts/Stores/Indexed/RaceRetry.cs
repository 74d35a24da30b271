using Deploy.Charts.Objects;
using Polly;
using Polly.Retry;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>Somebody else wrote first; what was decided has to be decided again.</summary>
internal sealed class LostRaceException() : Exception("somebody else wrote first");

/// <summary>How often, and how fast, a lost race is run again.</summary>
internal static class RaceRetry
{
    /// <summary>Enough for dozens of publishers at once: each round at least one of them gets through.</summary>
    public const int Rounds = 60;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>Runs again what throws <see cref="LostRaceException"/>, after growing and random delays.</summary>
    public static ResiliencePipeline Create(TimeProvider time, Random random) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<LostRaceException>(),
                    MaxRetryAttempts = Rounds,
                    DelayGenerator = round =>
                        ValueTask.FromResult<TimeSpan?>(
                            Jitter.Delay(round.AttemptNumber, FirstDelay, LongestDelay, random)
                        ),
                }
            )
            .Build();
}
