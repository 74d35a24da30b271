namespace Deploy.Model.Tests.Catalog;

public sealed class ImageTemplateTests
{
    private readonly ImageTemplate _image = new("gunicorn", new("{service}", ["service"]), new("image_rev", []));

    [Fact]
    public void Should_hold_a_program_that_all_may_run_and_only_its_owner_may_change()
    {
        _image.PexPath.ShouldBe("/app/service.pex");
        _image.Owner.ShouldBe(FileOwner.Root);
        Convert.ToString((int)_image.PexMode, toBase: 8).ShouldBe("755");
    }

    [Fact]
    public void Should_need_neither_a_daemon_nor_another_tool_where_the_catalog_says_nothing()
    {
        _image.Builder.ShouldBe(ImageBuilderKind.Layer);
        _image.Pex.Builder.ShouldBe(PexBuilderKind.Zipapp);
    }
}
