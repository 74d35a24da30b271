using Deploy.Operations.Export;

namespace Deploy.Tests.Operations.Export;

public sealed class ChartAddressTests
{
    [Fact]
    public void Should_be_the_chart_repository_unless_engines_read_it_elsewhere()
    {
        Of("oci://registry.example.com/charts")
            .ShouldBe(new ChartAddress.Registry(new("registry.example.com"), "charts"));
        Of("s3://helm.example.com/charts/").ShouldBe(new ChartAddress.Bucket("s3://helm.example.com/charts"));
        Of("charts").ShouldBe(new ChartAddress.Folder("/checkout/charts"));
        Of("charts", "https://charts.example.com/").ShouldBe(new ChartAddress.Site("https://charts.example.com"));
        Of("charts", "oci://registry.example.com").ShouldBe(new ChartAddress.Registry(new("registry.example.com"), ""));
    }

    [Theory]
    [InlineData("/srv/charts")]
    [InlineData("file:///srv/charts")]
    [InlineData("ftp://charts.example.com")]
    public void Should_refuse_what_no_engine_reads(string given) => Should.Throw<UsageException>(() => Of("x", given));

    [Fact]
    public void Should_refuse_a_password_and_not_repeat_it()
    {
        var error = Should.Throw<UsageException>(() => Of("x", "https://ada:hunter22@charts.example.com"));

        error.Message.ShouldContain("no place for a password");
        error.Message.ShouldNotContain("hunter22");
    }

    private static ChartAddress Of(string repository, string? given = null) =>
        ChartAddress.Of(repository, given, "/checkout");
}
