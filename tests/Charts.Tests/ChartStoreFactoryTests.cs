using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;
using NSubstitute;

namespace Deploy.Charts.Tests;

public sealed class ChartStoreFactoryTests
{
    private readonly ChartStoreFactory _stores = new(
        "/checkout",
        "/checkout/.deploy/cache",
        TimeProvider.System,
        new Random(1),
        () => Substitute.For<IRegistry>(),
        new EnsureRepository(_ => throw new InvalidOperationException("this is no ECR"))
    );

    [Theory]
    [InlineData(".deploy/charts", "/checkout/.deploy/charts")]
    [InlineData("/srv/charts", "/srv/charts")]
    [InlineData("s3://bucket/charts", "s3://bucket/charts")]
    [InlineData("oci://registry.example.com/charts", "oci://registry.example.com/charts")]
    public void Should_open_every_kind_of_repository(string url, string opened) =>
        _stores.Open(url).Url.ShouldBe(opened);

    [Theory]
    [InlineData(".deploy/charts", true)]
    [InlineData("s3://bucket/charts", false)]
    public void Should_open_what_a_repository_with_an_index_is_made_of(string url, bool isMadeOnDemand) =>
        _stores.OpenIndexed(url).Layout.IsMadeOnDemand.ShouldBe(isMadeOnDemand);

    [Fact]
    public void Should_say_that_a_registry_has_no_index()
    {
        var mistake = Should.Throw<UsageException>(() => _stores.OpenIndexed("oci://registry.example.com/charts"));

        mistake.Problem.ShouldBe("'oci://registry.example.com/charts' is a registry, which has no index");
        mistake.NextStep.ShouldNotBeNull().ShouldContain("S3 or in a folder");
    }
}
