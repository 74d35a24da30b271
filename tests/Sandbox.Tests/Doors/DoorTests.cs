using System.Net;
using System.Text;

namespace Deploy.Sandbox.Tests.Doors;

/// <summary>Who is let in.</summary>
public sealed class DoorTests : DoorFixture
{
    [Fact]
    public async Task Should_let_nobody_in_without_the_token()
    {
        var before = Files();

        foreach (var (method, path) in Routes)
        {
            (await AskAsync(method, path)).ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}");
        }

        Files().ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Should_let_everybody_in_with_the_token()
    {
        foreach (var (method, path) in Routes.Where(route => !route.Path.StartsWith("/sandbox")))
        {
            (await AskAsync(method, path, Token)).ShouldNotBe(HttpStatusCode.Unauthorized, $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("Bearer sandbox")]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("{0}")]
    [InlineData("Bearer {0}x")]
    [InlineData("Bearer x{0}")]
    [InlineData("Bearer {0} {0}")]
    [InlineData("Digest {0}")]
    [InlineData("Basic {0}")]
    [InlineData("Basic ====")]
    public async Task Should_refuse_what_is_only_like_the_token(string authorization)
    {
        var given = ("Authorization", authorization.Replace("{0}", Server.Token));

        (await AskAsync("GET", $"/clusters/{Cluster}/version", given)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("GET", "/v2/", given)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Should_refuse_the_token_in_capitals_and_all_but_its_end()
    {
        foreach (var wrong in new[] { Server.Token.ToUpperInvariant(), Server.Token[..^1], Server.Token[1..] })
        {
            var given = ("Authorization", $"Bearer {wrong}");
            (await AskAsync("GET", $"/clusters/{Cluster}/version", given)).ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Should_refuse_the_token_where_addresses_would_show_it() =>
        (
            await AskAsync("GET", $"/clusters/{Cluster}/version?token={Server.Token}&access_token={Server.Token}")
        ).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Should_say_so_in_the_words_of_Kubernetes()
    {
        using var answer = await SendAsync("GET", $"/clusters/{Cluster}/api/v1/pods");

        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}"""
        );
        answer.Headers.WwwAuthenticate.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_ask_clients_of_the_registry_for_their_login()
    {
        using var answer = await SendAsync("GET", "/v2/");

        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe(
            """{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}"""
        );
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Basic realm=\"the embedded platform\"");
    }

    [Fact]
    public async Task Should_take_the_token_as_a_password_for_the_registry_only()
    {
        var login = ("Authorization", $"Basic {Base64($"ada:{Server.Token}")}");

        (await AskAsync("GET", "/v2/", login)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("GET", $"/clusters/{Cluster}/version", login)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("GET", "/v2/", ("Authorization", $"Basic {Base64($"{Server.Token}:ada")}"))).ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Theory]
    [InlineData("https://attacker.example.com")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Should_refuse_pages_of_others_even_with_the_token(string origin)
    {
        var before = Files();

        foreach (var (method, path) in Routes)
        {
            (await AskAsync(method, path, Token, ("Origin", origin))).ShouldBe(
                HttpStatusCode.Forbidden,
                $"{method} {path}"
            );
        }

        Files().ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Should_take_its_own_address_as_an_origin() =>
        (
            await AskAsync(
                "GET",
                $"/clusters/{Cluster}/version",
                Token,
                ("Origin", $"http://{Server.Address.Authority}")
            )
        ).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Should_refuse_a_name_that_leads_here_even_with_the_token() =>
        (await AskAsync("GET", "/v2/", Token, ("Host", $"attacker.example.com:{Server.Address.Port}"))).ShouldBe(
            HttpStatusCode.MisdirectedRequest
        );

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
