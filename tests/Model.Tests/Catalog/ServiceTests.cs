using Deploy.Testing;

namespace Deploy.Model.Tests.Catalog;

public sealed class ServiceTests
{
    private static readonly ImageTemplate _worker = Image("worker");
    private static readonly ImageTemplate _smoke = Image("smoke");

    [Fact]
    public void Should_have_the_images_of_its_type_and_its_own() =>
        (
            Catalogs.Service("users/workflow") with
            {
                Type = new("workflow") { Images = [_worker] },
                ExtraImages = [_smoke],
            }
        ).Images.ShouldBe([_worker, _smoke]);

    [Fact]
    public void Should_keep_to_the_conventions_where_the_catalog_says_nothing()
    {
        var service = Catalogs.Service("infosite");

        service.TestsTimeout.ShouldBe(TimeSpan.FromSeconds(60));
        service.EndpointTimeout.ShouldBe(TimeSpan.FromMinutes(10));
        service.KeepInStaging.ShouldBeTrue();
        service.Type.ReplicasValue.ShouldBe("replicas");
    }

    private static ImageTemplate Image(string name) => new(name, new(name, []), new("image_rev", []));
}
