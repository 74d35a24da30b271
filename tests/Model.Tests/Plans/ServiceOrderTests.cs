using Deploy.Testing;

namespace Deploy.Model.Tests.Plans;

public sealed class ServiceOrderTests
{
    [Fact]
    public void Should_install_what_is_needed_first_and_keep_the_order_otherwise()
    {
        var web = Catalogs.Service("web") with { Needs = [new("api"), new("elsewhere")] };
        var api = Catalogs.Service("api") with { Needs = [new("database")] };
        var database = Catalogs.Service("database");
        var mail = Catalogs.Service("mail");

        var waves = ServiceOrder.Waves([web, mail, api, database]);

        waves.Select(Names).ShouldBe(["mail database", "api", "web"]);
        Names(ServiceOrder.ByNeeds([web, mail, api, database])).ShouldBe("mail database api web");
    }

    [Fact]
    public void Should_refuse_a_circle()
    {
        var first = Catalogs.Service("first") with { Needs = [new("second")] };
        var second = Catalogs.Service("second") with { Needs = [new("first")] };

        var mistake = Should.Throw<UsageException>(() =>
            ServiceOrder.Waves([first, second, Catalogs.Service("other")])
        );

        mistake.Problem.ShouldBe("first, second need each other in a circle");
        mistake.NextStep.ShouldBe("take one out of its needs:");
    }

    private static string Names(IEnumerable<Service> services) => string.Join(' ', services.Select(each => each.Name));
}
