using Deploy.Charts.Objects;
using NSubstitute;

namespace Deploy.Charts.Tests.Objects;

public sealed class JitterTests
{
    private readonly Random _random = Substitute.For<Random>();

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 200)]
    [InlineData(3, 800)]
    [InlineData(4, 1000)]
    [InlineData(1000, 1000)]
    public void Should_wait_up_to_a_bound_that_doubles_and_ends(int failures, int bound)
    {
        _random.NextDouble().Returns(0.5);

        Jitter
            .Delay(failures, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), _random)
            .ShouldBe(TimeSpan.FromMilliseconds(bound / 2.0));
    }
}
