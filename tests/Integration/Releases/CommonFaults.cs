namespace Deploy.Integration.Releases;

/// <summary>Rows of the fault catalog that are the same on the embedded platform and where pods truly run.</summary>
public abstract class CommonFaults
{
    public static TheoryData<int> Majors => [3, 4];

    /// <summary>The template of a Job named <c>endless</c>.</summary>
    private protected abstract string EndlessJob { get; }

    /// <summary>How long an install waits for it in vain.</summary>
    private protected abstract TimeSpan Patience { get; }

    /// <summary>What the Job's pod prints, or a part of it.</summary>
    private protected abstract string EndlessLine { get; }

    /// <summary>The value that makes the chart's test fail.</summary>
    private protected abstract string FailingTest { get; }

    /// <summary>A cluster with a namespace of the test's own.</summary>
    private protected abstract Task<Bench> StartAsync(int major);

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_12_a_job_that_never_ends_is_not_green(int major)
    {
        await using var bench = await StartAsync(major);
        bench.Template("job.yaml", EndlessJob);
        bench.Timeout = Patience;

        var failure = await bench.FailAsync();

        failure.Problem.ShouldContain("not ready in time");
        failure.Problem.ShouldContain("it waited for Job endless");
        Lines(failure, "last lines").ShouldContain(line => line.Contains(EndlessLine));
        bench.Events.Of<ReleaseProgress>().ShouldContain(said => said.Ready == 1 && said.Wanted == 2);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Fault_15_a_pod_of_an_earlier_test_is_removed(int major)
    {
        await using var bench = await StartAsync(major);
        await bench.InstallAsync($"testPolicy: hook-succeeded\n{FailingTest}");
        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.Failed);

        await bench.InstallAsync("testPolicy: hook-succeeded");

        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.Passed);
    }

    private protected static IReadOnlyList<string> Lines(FailedException failure, string title) =>
        [.. failure.Evidence.Where(one => one.Title.Contains(title)).SelectMany(one => one.Lines)];
}
