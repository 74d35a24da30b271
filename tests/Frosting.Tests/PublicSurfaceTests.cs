using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class PublicSurfaceTests
{
    /// <summary>What the Cake.Frosting package offers, and nothing else: tasks must compile against either.</summary>
    [Fact]
    public void Should_be_that_of_the_package()
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expectations", "PublicSurface.txt"));

        PublicSurface.Describe(typeof(CakeHost).Assembly).ShouldBe(expected.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(typeof(TaskNameAttribute), false, false)]
    [InlineData(typeof(TaskDescriptionAttribute), false, false)]
    [InlineData(typeof(ContinueOnErrorAttribute), false, false)]
    [InlineData(typeof(IsDependentOnAttribute), true, true)]
    [InlineData(typeof(IsDependeeOfAttribute), true, true)]
    public void Should_repeat_and_inherit_only_dependencies(Type attribute, bool repeatable, bool inherited)
    {
        var usage = (AttributeUsageAttribute)Attribute.GetCustomAttribute(attribute, typeof(AttributeUsageAttribute))!;

        usage.ValidOn.ShouldBe(AttributeTargets.Class);
        usage.AllowMultiple.ShouldBe(repeatable);
        usage.Inherited.ShouldBe(inherited);
    }
}
