using Deploy.Clusters.Dns;
using Deploy.Testing;
using Deploy.Testing.Dns;
using DnsClient;
using NSubstitute;

namespace Deploy.Integration.Releases;

/// <summary>
/// Tests of a release that is reached from outside wait until it is: some clusters remember for a quarter of an hour that a
/// name was not there when it was first asked for.
/// </summary>
public sealed class EndpointTests : IAsyncDisposable
{
    private const string Host = "www.shop.test";
    private const string Ingress = $"ingress: {{ host: {Host} }}";

    private readonly DnsServer _dns = new();

    public static TheoryData<int> Majors => [3, 4];

    public ValueTask DisposeAsync() => _dns.DisposeAsync();

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_test_as_soon_as_the_name_is_there(int major)
    {
        await using var bench = await BenchAsync(major);
        _dns.Add("test", "NS", "ns.test").Add("ns.test", "A", "127.0.0.1");
        _dns.Asked = question =>
        {
            if (_dns.Questions.Count(asked => asked == $"A {Host}") == 3)
            {
                question.ShouldBe($"A {Host}");
                _dns.Add(Host, "A", "192.0.2.1");
            }
        };
        await bench.InstallAsync(Ingress);

        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.Passed);

        _dns.Questions.Count(asked => asked == $"A {Host}").ShouldBeGreaterThan(3);
        Waits(bench).ShouldBe([$"the name {Host}", null]);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_not_test_against_a_name_that_does_not_come(int major)
    {
        await using var bench = await BenchAsync(major);
        _dns.Add("test", "NS", "ns.test").Add("ns.test", "A", "127.0.0.1");
        await bench.InstallAsync(Ingress);

        var ran = await bench.TestAsync();

        ran.Verdict.ShouldBe(TestVerdict.Failed);
        ran.Logs.ShouldContain(
            $"the tests were not run: {Host} does not resolve after 600 s: {Host} is not there at 1 of the 1 servers of test (e.g. 127.0.0.1); Ingress web has the address web.{bench.Namespace}.dev-e1-1.elb.localhost"
        );
        ran.Logs.ShouldContain("next: check whether external-dns runs");
        ran.Logs.ShouldContain("--target=HelmTest --services=web");
        (await bench.PodNamesAsync()).ShouldNotContain("web-test");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Should_say_which_load_balancer_has_no_address(int major)
    {
        await using var bench = await BenchAsync(major);
        await bench.InstallAsync($"ingress: {{ host: {Host}, annotations: {{ sandbox.deploy/outcome: no-address }} }}");

        var ran = await bench.TestAsync();

        ran.Verdict.ShouldBe(TestVerdict.Failed);
        ran.Logs.ShouldContain("the tests were not run: Ingress web has no address after 600 s");
        ran.Logs.ShouldContain(
            $"next: see kubectl --namespace {bench.Namespace} describe Ingress web and the log of the ingress controller"
        );
        _dns.Questions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_not_wait_for_a_class_that_nobody_serves()
    {
        await using var bench = await BenchAsync(4);
        await bench.InstallAsync(
            $"ingress: {{ host: {Host}, class: alb, annotations: {{ sandbox.deploy/outcome: no-address }} }}"
        );

        (await bench.TestAsync()).Logs.ShouldContain(
            "Ingress web asks for IngressClass alb, which the cluster does not have"
        );
    }

    [Fact]
    public async Task Should_wait_for_a_service_that_is_a_load_balancer()
    {
        await using var bench = await BenchAsync(4);
        await bench.InstallAsync(
            "serviceType: LoadBalancer\nserviceAnnotations: { sandbox.deploy/outcome: no-address }"
        );

        (await bench.TestAsync()).Logs.ShouldContain("Service web has no address after 600 s");

        await bench.InstallAsync("serviceType: LoadBalancer");
        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.Passed);
    }

    [Fact]
    public async Task Should_see_an_address_that_comes_while_it_waits()
    {
        await using var bench = await BenchAsync(4);
        bench.Time = TimeProvider.System;
        bench.Kind = PlatformKind.Embedded;
        await bench.InstallAsync(
            "serviceType: LoadBalancer\nserviceAnnotations: { sandbox.deploy/outcome: no-address }"
        );
        var test = bench.TestAsync();
        await bench.Events.WhenAsync<ReleaseProgress>(said => said.Waiting == "an address of Service web");

        await bench.AnnotateServiceAsync("sandbox.deploy/outcome", "ready");

        (await test).Verdict.ShouldBe(TestVerdict.Passed);
    }

    [Theory]
    [Trait("Category", "Cluster")]
    [MemberData(nameof(Majors))]
    public async Task Should_wait_on_a_real_cluster_for_address_and_name(int major)
    {
        await using var bench = await Bench.RealAsync(major);
        bench.Names = Names();
        _dns.Add("test", "NS", "ns.test").Add("ns.test", "A", "127.0.0.1");
        await bench.InstallAsync(Ingress);
        var test = bench.TestAsync();
        await bench.Events.WhenAsync<ReleaseProgress>(said => said.Waiting == "an address of Ingress web");
        _dns.Questions.ShouldBeEmpty();

        await bench.GiveIngressAddressAsync("192.0.2.1");
        await bench.Events.WhenAsync<ReleaseProgress>(said => said.Waiting == $"the name {Host}");
        _dns.Add(Host, "A", "192.0.2.1");

        (await test).Verdict.ShouldBe(TestVerdict.Passed);
    }

    [Fact]
    public async Task Should_test_where_nobody_can_be_asked_for_the_name()
    {
        await using var bench = await BenchAsync(4);
        await bench.InstallAsync(Ingress);

        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.Passed);

        var note = bench.Events.Of<Note>().Single(note => note.IsWarning);
        note.Text.ShouldBe(
            $"whether {Host} resolves cannot be found out: your resolver knows no servers of any zone above {Host}"
        );
    }

    [Fact]
    public async Task Should_ask_for_no_name_on_a_platform_without_dns()
    {
        await using var bench = await BenchAsync(4);
        bench.Kind = PlatformKind.Embedded;
        await bench.InstallAsync(Ingress);

        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.Passed);

        _dns.Questions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_ask_nothing_for_a_release_that_nothing_leads_to()
    {
        await using var bench = await BenchAsync(4);
        bench.Time = Substitute.For<TimeProvider>();
        await bench.InstallAsync();

        (await bench.TestAsync()).Verdict.ShouldBe(TestVerdict.Passed);

        bench.Time.ReceivedCalls().ShouldBeEmpty();
        _dns.Questions.ShouldBeEmpty();
    }

    private async Task<Bench> BenchAsync(int major)
    {
        var bench = await Bench.EmbeddedAsync(major);
        bench.Time = new InstantTime(DateTimeOffset.UnixEpoch);
        bench.Names = Names();
        return bench;
    }

    private AuthoritativeNames Names() => new([new NameServer(_dns.Address)], _dns.Address.Port);

    private static IEnumerable<string?> Waits(Bench bench) =>
        bench
            .Events.Of<ReleaseProgress>()
            .Where(progress => progress.Stage == Stage.HelmTest)
            .Select(progress => progress.Waiting)
            .SkipWhile(waiting => waiting?.StartsWith("ready endpoints") == true);
}
