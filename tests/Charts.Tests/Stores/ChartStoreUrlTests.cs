using Deploy.Charts.Stores;

namespace Deploy.Charts.Tests.Stores;

public sealed class ChartStoreUrlTests
{
    public static TheoryData<string, ChartStoreUrl> Addresses =>
        new()
        {
            { "s3://bucket", new ChartStoreUrl.S3("bucket", "") },
            {
                "s3://helm.us-east-1.toolchain.com/charts/",
                new ChartStoreUrl.S3("helm.us-east-1.toolchain.com", "charts")
            },
            { "oci://127.0.0.1:5000/a/b", new ChartStoreUrl.Oci(new RegistryHost("127.0.0.1:5000"), "a/b") },
            { "file:///srv/charts", new ChartStoreUrl.Folder("/srv/charts") },
            { ".deploy/charts", new ChartStoreUrl.Folder(".deploy/charts") },
        };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Should_tell_the_kinds_of_store_apart(string url, ChartStoreUrl expected) =>
        ChartStoreUrl.Parse(url).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("s3://")]
    [InlineData("s3:///charts")]
    [InlineData("https://charts")]
    [InlineData("a\nb")]
    [InlineData("oci:///charts")]
    public void Should_refuse_anything_else(string url) =>
        Should
            .Throw<UsageException>(() => ChartStoreUrl.Parse(url))
            .Problem.ShouldStartWith($"{Printable.Quote(url)} is no address of a chart repository: it ");

    [Fact]
    public void Should_refuse_a_registry_that_is_no_host() =>
        Should
            .Throw<UsageException>(() => ChartStoreUrl.Parse("oci://not a host/x"))
            .Problem.ShouldStartWith("'not a host' is no valid registry host");
}
