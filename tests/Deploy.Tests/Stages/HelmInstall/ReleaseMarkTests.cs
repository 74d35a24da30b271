using Deploy.Clusters.Releases;

namespace Deploy.Tests.Stages.HelmInstall;

public sealed class ReleaseMarkTests
{
    private static readonly Digest _chart = Digest.Of("chart"u8);

    [Fact]
    public void Should_be_found_again_in_a_description()
    {
        var mark = new ReleaseMark("0f3c2a9d7b1e", "ada", ReleaseMark.InputsOf(_chart, "replicas: 1"u8, "{}"));

        ReleaseMark.In(mark.ToString()).ShouldBe(mark);
    }

    [Theory]
    [InlineData("Install complete")]
    [InlineData("")]
    public void Should_not_be_found_elsewhere(string description) => ReleaseMark.In(description).ShouldBeNull();

    [Fact]
    public void Should_differ_where_anything_that_goes_in_differs()
    {
        string[] inputs =
        [
            ReleaseMark.InputsOf(_chart, "a"u8, "b"),
            ReleaseMark.InputsOf(Digest.Of("other"u8), "a"u8, "b"),
            ReleaseMark.InputsOf(_chart, "ab"u8, ""),
            ReleaseMark.InputsOf(_chart, "a"u8, "c"),
        ];

        inputs.Distinct().Count().ShouldBe(4);
    }
}
