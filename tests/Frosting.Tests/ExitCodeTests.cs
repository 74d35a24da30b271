using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void Should_be_one_when_a_task_fails_whatever_code_its_exception_carries() =>
        new TestHost().With<Failing>().Run("--target=Failing").ExitCode.ShouldBe(1);

    [Fact]
    public void Should_be_the_code_of_the_exception_that_stops_a_run_before_its_first_task() =>
        new TestHost().With<Refusing>().Run("--target=Refusing").ExitCode.ShouldBe(43);

    [Fact]
    public void Should_be_the_code_of_the_exception_that_keeps_the_context_from_being_built() =>
        new TestHost()
            .With<Failing>()
            .Configure(host => host.UseContext<RefusingContext>())
            .Run("--target=Failing")
            .ExitCode.ShouldBe(45);

    [Fact]
    public void Should_be_the_first_code_of_several_exceptions() =>
        new TestHost().With<Doubting>().Run("--target=Doubting").ExitCode.ShouldBe(44);

    private sealed class Failing : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(42, "It broke.");
    }

    private sealed class RefusingContext : FrostingContext
    {
        public RefusingContext(ICakeContext context)
            : base(context)
        {
            throw new CakeException(45, "Not configured.");
        }
    }

    /// <summary>Refuses while it is handed to the engine.</summary>
    private sealed class Refusing : FrostingTask, IFrostingTask
    {
        public string SkippedMessage => throw new CakeException(43, "Not configured.");

        public override bool ShouldRun(ICakeContext context) => true;
    }

    private sealed class Doubting : FrostingTask, IFrostingTask
    {
        public string SkippedMessage =>
            throw new AggregateException(new InvalidOperationException(), new CakeException(44, "Not configured."));

        public override bool ShouldRun(ICakeContext context) => true;
    }
}
