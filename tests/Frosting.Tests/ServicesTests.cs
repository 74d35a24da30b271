using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Cake.Frosting.Tests.Support.Container;

namespace Cake.Frosting.Tests;

/// <summary>What programs can rely on, whichever container the host uses.</summary>
public sealed class ServicesTests
{
    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_share_singletons_and_not_transients(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<Single>().AddTransient<Transient>(),
                provider =>
                    [
                        ReferenceEquals(provider.GetService<Single>(), provider.GetService<Single>()),
                        ReferenceEquals(provider.GetService<Transient>(), provider.GetService<Transient>()),
                    ]
            )
            .ShouldSucceed("True", "False");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_resolve_the_last_of_several_and_all_of_them_in_order(string container) =>
        Resolve(
                container,
                services => services.AddSingleton("a").AddSingleton("b").AddSingleton(_ => "c"),
                provider =>
                    [
                        provider.GetRequiredService<string>(),
                        string.Concat(provider.GetRequiredService<IEnumerable<string>>()),
                        provider.GetServices<Single>().Count(),
                    ]
            )
            .ShouldSucceed("c", "abc", "0");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_build_one_instance_for_one_registration_alone_and_among_several(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<Single>(),
                provider => [ReferenceEquals(provider.GetService<Single>(), provider.GetServices<Single>().Single())]
            )
            .ShouldSucceed("True");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_take_the_longest_constructor_that_can_be_satisfied(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<Single>().AddSingleton<Several>(),
                provider => [provider.GetRequiredService<Several>().Used]
            )
            .ShouldSucceed("one");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_use_the_default_of_a_parameter_without_a_service(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<Optional>(),
                provider => [provider.GetRequiredService<Optional>().Text]
            )
            .ShouldSucceed("default");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_offer_itself_and_scopes(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<Single>(),
                provider =>
                {
                    using var scope = provider.CreateScope();
                    return
                    [
                        ReferenceEquals(
                            scope.ServiceProvider.GetService<Single>(),
                            provider.GetRequiredService<IServiceProvider>().GetService<Single>()
                        ),
                        provider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(Single)),
                        provider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(Transient)),
                    ];
                }
            )
            .ShouldSucceed("True", "True", "False");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_fail_for_a_service_that_is_missing(string container) =>
        Resolve(container, services => services.AddSingleton<Needing>(), provider => [provider.GetService<Needing>()])
            .ShouldFail(
                $"Unable to resolve service for type '{typeof(Single)}' while attempting to activate '{typeof(Needing)}'."
            );

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_fail_for_services_that_need_each_other(string container) =>
        Resolve(
            container,
            services => services.AddSingleton<Hen>().AddSingleton<Egg>(),
            provider => [provider.GetService<Hen>()]
        )
            .Error.ShouldContain("A circular dependency was detected for the service of type");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_show_the_exception_that_a_constructor_throws(string container) =>
        Resolve(container, services => services.AddSingleton<Broken>(), provider => [provider.GetService<Broken>()])
            .ShouldFail("It broke.");

    [Fact]
    public void Should_resolve_open_generic_keyed_and_scoped_services() =>
        Resolve(
                "full",
                services => services.AddKeyedSingleton("key", "keyed").AddScoped<Single>(),
                provider =>
                {
                    using var scope = provider.CreateScope();
                    return
                    [
                        provider.GetRequiredService<Open<int>>().Name,
                        provider.GetRequiredKeyedService<string>("key"),
                        ReferenceEquals(provider.GetService<Single>(), scope.ServiceProvider.GetService<Single>()),
                    ];
                }
            )
            .ShouldSucceed("Int32", "keyed", "False");

    private sealed class Single;

    private sealed class Transient;

    private sealed class Several
    {
        public Several() => Used = "none";

        public Several(Single single) => Used = single is null ? "null" : "one";

        public Several(Single single, Transient transient) => Used = $"{single}{transient}";

        public string Used { get; }
    }

    private sealed class Optional(string text = "default")
    {
        public string Text => text;
    }

    private sealed class Needing(Single single)
    {
        public Single Single => single;
    }

    private sealed class Hen(Egg egg)
    {
        public Egg Egg => egg;
    }

    private sealed class Egg(Hen hen)
    {
        public Hen Hen => hen;
    }

    private sealed class Broken
    {
        public Broken() => throw new InvalidOperationException("It broke.");
    }
}
