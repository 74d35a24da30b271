using Deploy.Operations.Doctor;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Tests.Operations.Doctor;

public sealed class CheckTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Should_end_at_its_deadline_even_if_nobody_listens_to_it()
    {
        var outcome = new Check("cluster", _ => new TaskCompletionSource<IReadOnlyList<Finding>>().Task).OutcomeAsync(
            _time,
            TestContext.Current.CancellationToken
        );

        _time.Advance(Check.Patience);

        (await outcome).ShouldBe([new("cluster", Health.Missing, "no answer within 15s", "check the network")]);
    }

    [Fact]
    public async Task Should_take_a_failure_for_an_answer() =>
        (await Failing(new FailedException("it is gone") { NextStep = "bring it back" })).ShouldBe([
            new("cluster", Health.Missing, "it is gone", "bring it back"),
        ]);

    [Fact]
    public async Task Should_not_let_a_defect_hide_the_other_checks() =>
        (await Failing(new InvalidOperationException("oops"))).ShouldBe([
            new("cluster", Health.Missing, "InvalidOperationException: oops"),
        ]);

    [Fact]
    public async Task Should_only_warn_about_what_can_be_done_without() =>
        (await Failing(new FailedException("it is gone"), isNeeded: false))[0].Health.ShouldBe(Health.Warning);

    private Task<IReadOnlyList<Finding>> Failing(Exception problem, bool isNeeded = true) =>
        new Check("cluster", _ => Task.FromException<IReadOnlyList<Finding>>(problem), isNeeded).OutcomeAsync(
            _time,
            TestContext.Current.CancellationToken
        );
}
