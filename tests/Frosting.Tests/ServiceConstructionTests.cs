using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Cake.Frosting.Tests.Support.Container;

namespace Cake.Frosting.Tests;

/// <summary>How services are made, whichever container the host uses.</summary>
public sealed class ServiceConstructionTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_refuse_to_choose_between_constructors(string container)
    {
        var run = Resolve(
            container,
            services => services.AddSingleton<One>().AddSingleton<Other>().AddSingleton<Ambiguous>(),
            provider => [provider.GetService<Ambiguous>()]
        );

        run.ExitCode.ShouldBe(1);
        run.Error.ReplaceLineEndings("\n")
            .ShouldContain(
                $"Error: Unable to activate type '{typeof(Ambiguous)}'. The following constructors are ambiguous:\n"
                    + "Void .ctor(One)\nVoid .ctor(Other)\n"
            );
    }

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_take_the_constructor_that_alone_can_be_satisfied(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<Other>().AddSingleton<Ambiguous>(),
                provider => [provider.GetRequiredService<Ambiguous>().Used]
            )
            .ShouldSucceed("other");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_fail_where_no_constructor_can_be_satisfied(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<Ambiguous>(),
                provider => [provider.GetService<Ambiguous>()]
            )
            .ShouldFail(
                $"No constructor for type '{typeof(Ambiguous)}' can be instantiated using services from the service "
                    + "container and default values."
            );

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_fail_where_no_constructor_is_public(string container) =>
        Resolve(container, services => services.AddSingleton<Closed>(), provider => [provider.GetService<Closed>()])
            .ShouldFail(
                $"A suitable constructor for type '{typeof(Closed)}' could not be located. Ensure the type is concrete "
                    + "and services are registered for all parameters of a public constructor."
            );

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_hand_over_the_null_that_a_factory_made(string container) =>
        Resolve(
                container,
                services =>
                    services
                        .AddSingleton<One>(_ => null!)
                        .AddTransient<string>(_ => null!)
                        .AddSingleton<Needing>()
                        .AddSingleton<Optional>(),
                provider =>
                    [
                        provider.GetRequiredService<Needing>().One,
                        provider.GetRequiredService<Optional>().Text,
                        provider.GetServices<One>().Single(),
                    ]
            )
            .ShouldSucceed("null", "null", "null");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_make_nothing_of_a_registration_when_its_service_is_asked_for_by_a_key(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<One>().AddSingleton("text").AddSingleton<KeyedOptional>(),
                provider =>
                {
                    var known = provider.GetRequiredService<IServiceProviderIsKeyedService>();
                    return
                    [
                        provider.GetRequiredService<KeyedOptional>().Text,
                        provider.GetKeyedService<One>("key"),
                        provider.GetKeyedServices<One>("key").Count(),
                        provider.GetKeyedService<One>(null) is not null,
                        known.IsKeyedService(typeof(One), "key"),
                        known.IsKeyedService(typeof(IEnumerable<One>), "key"),
                        known.IsKeyedService(typeof(One), null),
                        known.IsService(typeof(IServiceProviderIsKeyedService)),
                        known.IsService(typeof(IEnumerable<>)),
                    ];
                }
            )
            .ShouldSucceed("default", "null", "0", "True", "False", "True", "True", "True", "False");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_fail_for_a_parameter_whose_key_nobody_registered(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<One>().AddSingleton<KeyedNeeding>(),
                provider => [provider.GetService<KeyedNeeding>()]
            )
            .ShouldFail(
                $"Unable to resolve service for type '{typeof(One)}' while attempting to activate "
                    + $"'{typeof(KeyedNeeding)}'."
            );

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_build_two_instances_for_a_registration_that_is_there_twice(string container) =>
        Resolve(
                container,
                services =>
                {
                    var registration = ServiceDescriptor.Singleton<One, One>();
                    services.Add(registration);
                    services.Add(registration);
                },
                provider => [provider.GetServices<One>().Distinct().Count()]
            )
            .ShouldSucceed("2");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_resolve_for_others_while_a_constructor_runs(string container) =>
        Resolve(
                container,
                services => services.AddSingleton<One>().AddTransient<Other>().AddSingleton<Waiting>(),
                provider => [provider.GetRequiredService<Waiting>().Came]
            )
            .ShouldSucceed("True");

    [Theory]
    [MemberData(nameof(Containers), MemberType = typeof(Container))]
    public void Should_make_a_singleton_once_for_all_who_ask_at_once(string container)
    {
        using var asked = new CountdownEvent(2);
        Resolve(
                container,
                services =>
                    services.AddSingleton(_ =>
                    {
                        asked.Wait(_patience);
                        return new One();
                    }),
                provider =>
                {
                    var both = Enumerable
                        .Range(0, 2)
                        .Select(_ =>
                            Task.Factory.StartNew(
                                () =>
                                {
                                    asked.Signal();
                                    return provider.GetRequiredService<One>();
                                },
                                CancellationToken.None,
                                TaskCreationOptions.LongRunning,
                                TaskScheduler.Default
                            )
                        )
                        .ToArray();
                    return [Task.WhenAll(both).GetAwaiter().GetResult().Distinct().Count()];
                }
            )
            .ShouldSucceed("1");
    }

    private sealed class One;

    private sealed class Other;

    private sealed class Ambiguous
    {
        public Ambiguous(One one) => Used = one is null ? "null" : "one";

        public Ambiguous(Other other) => Used = other is null ? "null" : "other";

        public string Used { get; }
    }

    private sealed class Closed
    {
        private Closed() { }
    }

    private sealed class Needing(One one)
    {
        public One One => one;
    }

    private sealed class Optional(string text = "default")
    {
        public string Text => text;
    }

    private sealed class KeyedOptional([FromKeyedServices("key")] string text = "default")
    {
        public string Text => text;
    }

    private sealed class KeyedNeeding([FromKeyedServices("key")] One one)
    {
        public One One => one;
    }

    /// <summary>Needs another thread's work, which needs the container.</summary>
    private sealed class Waiting(IServiceProvider provider)
    {
        public bool Came { get; } =
            Task
                .Factory.StartNew(
                    () => provider.GetService<One>() is not null && provider.GetService<Other>() is not null,
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
                .Wait(_patience);
    }
}
