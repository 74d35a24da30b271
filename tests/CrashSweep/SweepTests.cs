namespace Deploy.CrashSweep;

/// <summary>Row 1 of the catalog of faults: killed anywhere, the same command brings it to the same end.</summary>
[Trait("Category", "Sweep")]
public sealed class SweepTests
{
    [Fact]
    public Task Fault_01_should_come_to_the_same_end_wherever_a_build_and_install_is_killed() =>
        SweepAsync(Flow.BuildAndInstallAsync);

    [Fact]
    public Task Fault_01_should_come_to_the_same_end_wherever_an_install_is_killed() => SweepAsync(Flow.InstallAsync);

    private static async Task SweepAsync(Func<Task<Flow>> prepare)
    {
        using var library = await StopLibrary.CompileAsync();
        if ((await Testing.RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        using var flow = await prepare();

        var findings = await new Sweep(flow, library, Console.WriteLine).RunAsync();

        findings.ShouldBeEmpty();
    }
}
