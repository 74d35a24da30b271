using Shouldly;

namespace Deploy.Testing.Runs;

/// <summary>Waits for what a process elsewhere does.</summary>
public static class Patience
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for something, a minute at most.</summary>
    public static Task UntilAsync(string what, Func<bool> holds) => UntilAsync(what, () => Task.FromResult(holds()));

    /// <summary>Waits for something, a minute at most.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(_limit, what);
            await Task.Delay(_pause);
        }
    }
}
