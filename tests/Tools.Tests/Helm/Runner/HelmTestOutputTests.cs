using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Helm.Results;

namespace Deploy.Tools.Tests.Helm.Runner;

public sealed class HelmTestOutputTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_read_a_passed_test_and_its_log(int major)
    {
        var result = await TestAsync(major, "test.out", null);
        result.Succeeded.ShouldBeTrue();
        result.Suites.ShouldBe([new HelmTestSuite("r-demo-test", HelmTestPhase.Succeeded)]);
        result.Logs.ShouldHaveSingleItem().ShouldBe(new("r-demo-test", "hello from test"));
    }

    [Theory]
    [InlineData(3, "pod f-demo-test failed")]
    [InlineData(4, "resource Pod/t4/f-demo-test not ready. status: Failed, message: pod f-demo-test failed")]
    public async Task Should_take_failed_tests_as_a_result(int major, string summary)
    {
        var result = await TestAsync(major, "testfail.out", "testfail.err");
        result.Succeeded.ShouldBeFalse();
        result.Suites.ShouldBe([new HelmTestSuite("f-demo-test", HelmTestPhase.Failed)]);
        result.Logs["f-demo-test"].ShouldBe("hello from test");
        result.Failure!.Summary.ShouldBe(summary);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_tell_a_test_that_took_too_long(int major)
    {
        var result = await TestAsync(major, "testtimeout.out", "testtimeout.err");
        result.Failure!.Kind.ShouldBe(HelmFailureKind.TimedOut);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_tell_that_there_are_no_tests(int major)
    {
        var result = await TestAsync(major, "notests.out", null);
        result.Succeeded.ShouldBeTrue();
        result.Suites.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_fail_when_tests_could_not_be_run(int major) =>
        (await Should.ThrowAsync<FailedException>(TestAsync(major, null, "statusnone.err"))).Problem.ShouldBe(
            "helm test prod-infosite: there is no such release"
        );

    [Fact]
    public void Should_keep_the_logs_of_several_pods_apart() =>
        HelmTestOutput
            .Logs("TEST SUITE: a\nPhase: Succeeded\n\nPOD LOGS: a\none\n\ntwo\n\nPOD LOGS: b\n\nPOD LOGS: c\nthree\n")
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["a"] = "one\n\ntwo",
                    ["b"] = "",
                    ["c"] = "three",
                }
            );

    private static async Task<HelmTestResult> TestAsync(int major, string? output, string? error)
    {
        using var fixture = HelmFixture
            .OfMajor(major)
            .Answers(
                output is null ? "" : HelmFixture.Output(major, output),
                error is null ? "" : HelmFixture.Output(major, error),
                error is null ? 0 : 1
            );
        return await fixture.Helm.TestAsync(
            new()
            {
                Cluster = HelmFixture.Cluster,
                Namespace = HelmFixture.Namespace,
                Release = HelmFixture.Release,
                Timeout = TimeSpan.FromMinutes(1),
                Logs = true,
            },
            default
        );
    }
}
