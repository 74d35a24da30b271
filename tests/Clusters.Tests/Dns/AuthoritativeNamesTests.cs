using Deploy.Clusters.Dns;
using Deploy.Testing.Dns;
using DnsClient;

namespace Deploy.Clusters.Tests.Dns;

/// <summary>The resolver is 127.0.0.1; <c>test</c> is served by 127.0.0.2, and <c>shop.test</c> by 127.0.0.3 and .4.</summary>
public sealed class AuthoritativeNamesTests : IAsyncDisposable
{
    private const string Host = "www.shop.test";

    private readonly DnsServer _resolver = new();
    private readonly DnsServer _top;
    private readonly DnsServer _first;
    private readonly DnsServer _second;
    private readonly AuthoritativeNames _names;

    public AuthoritativeNamesTests()
    {
        _top = new("127.0.0.2", _resolver.Address.Port);
        _first = new("127.0.0.3", _resolver.Address.Port);
        _second = new("127.0.0.4", _resolver.Address.Port);
        _resolver
            .Add("test", "NS", "top.test")
            .Add("top.test", "A", "127.0.0.2")
            .Add("shop.test", "NS", "one.shop.test")
            .Add("shop.test", "NS", "two.shop.test")
            .Add("one.shop.test", "A", "127.0.0.3")
            .Add("two.shop.test", "A", "127.0.0.4");
        _top.Delegate("shop.test", "one.shop.test");
        _names = new([new NameServer(_resolver.Address)], _resolver.Address.Port)
        {
            Patience = TimeSpan.FromMilliseconds(500),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _resolver, _top, _first, _second })
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Should_see_a_name_as_soon_as_its_own_servers_have_it()
    {
        var before = await AskAsync();
        before.State.ShouldBe(NameState.Missing);
        before.Detail.ShouldBe("www.shop.test is not there at 2 of the 2 servers of shop.test (e.g. 127.0.0.3)");

        _first.Add(Host, "A", "192.0.2.1");
        _second.Add(Host, "A", "192.0.2.1");

        (await AskAsync()).ShouldBe(NameAnswer.Resolves);
    }

    [Fact]
    public async Task Should_never_ask_the_resolver_for_the_name()
    {
        await AskAsync();
        _first.Add(Host, "A", "192.0.2.1");
        _second.Add(Host, "A", "192.0.2.1");
        await AskAsync();

        _resolver.Questions.ShouldBe(
            ["NS test", "A top.test", "NS shop.test", "A one.shop.test", "A two.shop.test"],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Should_wait_until_every_server_of_the_zone_has_it()
    {
        _second.Add(Host, "A", "192.0.2.1");

        var answer = await AskAsync();

        answer.State.ShouldBe(NameState.Missing);
        answer.Detail.ShouldBe("www.shop.test is not there at 1 of the 2 servers of shop.test (e.g. 127.0.0.3)");
    }

    [Fact]
    public async Task Should_follow_an_alias_to_the_load_balancer()
    {
        _first.Add(Host, "CNAME", "lb.cloud.test");
        _second.Add(Host, "CNAME", "lb.cloud.test");
        (await AskAsync()).Detail.ShouldStartWith("lb.cloud.test is not there at 1 of the 1 servers of test");

        _top.Add("lb.cloud.test", "A", "192.0.2.7");

        (await AskAsync()).State.ShouldBe(NameState.Resolves);
    }

    [Fact]
    public async Task Should_not_follow_aliases_for_ever()
    {
        _top.Add("a.test", "CNAME", "b.test").Add("b.test", "CNAME", "a.test");

        (await _names.AskAsync("a.test", TestContext.Current.CancellationToken)).Detail.ShouldBe(
            "a.test is an alias that leads to no end"
        );
    }

    [Fact]
    public async Task Should_tell_a_name_without_an_address()
    {
        _first.Add(Host, "NS", "elsewhere.test");
        _second.Add(Host, "NS", "elsewhere.test");

        (await AskAsync()).Detail.ShouldStartWith("www.shop.test has no address at 2 of");
    }

    [Fact]
    public async Task Should_go_by_the_servers_that_answer()
    {
        _first.IsMute = true;
        _second.Add(Host, "A", "192.0.2.1");

        (await AskAsync()).State.ShouldBe(NameState.Resolves);
    }

    [Theory]
    [InlineData("www.shop.internal", "your resolver knows no servers of any zone above www.shop.internal")]
    [InlineData("localhost", "your resolver knows no servers of any zone above localhost")]
    public async Task Should_say_when_nobody_can_be_asked(string host, string detail) =>
        (await _names.AskAsync(host, TestContext.Current.CancellationToken)).ShouldBe(NameAnswer.Unknown(detail));

    private Task<NameAnswer> AskAsync() => _names.AskAsync(Host, TestContext.Current.CancellationToken);
}
