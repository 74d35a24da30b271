using Deploy.Charts.Index;
using Deploy.Charts.Stores.Indexed;

namespace Deploy.Charts.Tests.Stores.Indexed;

public sealed class RepositoryLayoutTests
{
    private static readonly RepositoryLayout _bucket = RepositoryLayout.S3("s3://bucket/charts");

    [Fact]
    public void Should_name_packages_so_that_a_folder_can_be_served_from_anywhere()
    {
        RepositoryLayout.Folder.UrlOf("web-1.0.0.tgz").ShouldBe("web-1.0.0.tgz");
        _bucket.UrlOf("web-1.0.0.tgz").ShouldBe("s3://bucket/charts/web-1.0.0.tgz");
    }

    [Fact]
    public void Should_take_an_empty_place_for_a_repository_only_where_it_surely_is_empty()
    {
        RepositoryLayout.Folder.IsMadeOnDemand.ShouldBeTrue();
        _bucket.IsMadeOnDemand.ShouldBeFalse();
    }

    [Theory]
    [InlineData("web-1.0.0.tgz")]
    [InlineData("s3://bucket/charts/web-1.0.0.tgz")]
    public void Should_find_a_package_by_either_address(string url) =>
        _bucket.KeyOf(Listed(url)).ShouldBe("web-1.0.0.tgz");

    [Theory]
    [InlineData("s3://bucket/other/web-1.0.0.tgz")]
    [InlineData("s3://bucket/charts/deeper/web-1.0.0.tgz")]
    [InlineData("..")]
    [InlineData("")]
    public void Should_not_look_elsewhere(string url)
    {
        _bucket.Holds(Listed(url)).ShouldBeFalse();
        Should.Throw<FailedException>(() => _bucket.KeyOf(Listed(url))).Problem.ShouldContain("outside its repository");
    }

    private static PublishedVersion Listed(string url) =>
        new(new ChartName("web"), new ChartVersion("1.0.0"), Digest: null, url);
}
