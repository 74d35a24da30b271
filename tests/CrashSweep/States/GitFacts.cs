namespace Deploy.CrashSweep.States;

/// <summary>What git knows: changes, branches, locks that nobody holds any more.</summary>
internal static class GitFacts
{
    public static async Task<IEnumerable<string>> OfAsync(Arena arena)
    {
        var said = await Shell.RunAsync(
            arena.Repository,
            "git status --porcelain; git for-each-ref; git -C ../upstream.git for-each-ref; find .git -name '*.lock'",
            []
        );
        said.ExitCode.ShouldBe(0, said.ToString());
        return said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"git {line}");
    }
}
