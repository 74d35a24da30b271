namespace Deploy.Charts.Objects;

/// <summary>Pauses between tries: random, so that those who collided once do not collide again.</summary>
internal static class Jitter
{
    /// <summary>Anything up to a bound that doubles with each try.</summary>
    /// <param name="failures">How many tries failed before the last one.</param>
    /// <param name="first">The bound after the first.</param>
    /// <param name="longest">The largest bound.</param>
    /// <param name="random">Where chance comes from.</param>
    public static TimeSpan Delay(int failures, TimeSpan first, TimeSpan longest, Random random)
    {
        var bound = first * Math.Pow(2, Math.Min(failures, 16));
        return random.NextDouble() * (bound < longest ? bound : longest);
    }
}
