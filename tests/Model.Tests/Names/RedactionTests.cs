namespace Deploy.Model.Tests.Names;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("GITHUB_TOKEN", "ghp_0123456789", true)]
    [InlineData("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI", true)]
    [InlineData("DB_PASSWORD", "correct horse", true)]
    [InlineData("OPS_WEBHOOK", "https://hooks.example/T0/B0", true)]
    [InlineData("CANARY", "0123456789", true)]
    [InlineData("HOME_PAGE", "https://example.org", false)]
    [InlineData("DB_PASSWORD", "hunter22", true)]
    [InlineData("DB_PASSWORD", "hunter2", false)] // seven characters may be a word
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/secrets/token", false)]
    public void Should_hide_what_the_environment_calls_a_secret(string name, string value, bool hidden)
    {
        var mask = Redaction.Of([KeyValuePair.Create(name, value)], ["CANARY"]);

        mask.Apply($"it says {value}.").ShouldBe(hidden ? "it says ****." : $"it says {value}.");
    }

    [Fact]
    public void Should_hide_the_password_of_a_url_by_itself() =>
        Redaction
            .Of([KeyValuePair.Create("OPS_MAIL", "smtp://ada:hunter2%2Fhunter2@mail.example")], ["OPS_MAIL"])
            .Apply("535 no user ada with hunter2/hunter2")
            .ShouldBe("535 no user ada with ****");

    [Theory]
    [InlineData("push to https://ada:hunter2@registry.example/x", "push to https://ada:****@registry.example/x")]
    [InlineData("connect host=db password=hunter2 user=ada", "connect host=db password=**** user=ada")]
    [InlineData("curl -H 'Authorization: Bearer abc.def'", "curl -H 'Authorization: Bearer ****'")]
    [InlineData("--set api_key=\"k-1\",x=1", "--set api_key=\"****\",x=1")]
    [InlineData("key AKIAABCDEFGHIJKLMNOP used", "key **** used")]
    [InlineData("with eyJhbGci.eyJzdWI.c2ln in it", "with **** in it")]
    [InlineData("secret \"users-api\" not found", "secret \"users-api\" not found")]
    [InlineData("https://example.org:8080/path", "https://example.org:8080/path")]
    public void Should_hide_what_looks_like_a_secret(string text, string shown) =>
        new Redaction([]).Apply(text).ShouldBe(shown);

    [Fact]
    public void Should_leave_no_half_of_a_longer_secret() =>
        new Redaction(["12345678", "12345678-abcdef"]).Apply("12345678-abcdef").ShouldBe("****");

    [Fact]
    public void Should_find_any_secret_in_a_text()
    {
        var redaction = new Redaction(["12345678", "abcdefgh"]);

        redaction.Finds("it is abcdefgh").ShouldBeTrue();
        redaction.Finds("it is nothing").ShouldBeFalse();
    }

    [Fact]
    public void Should_hide_every_line_of_a_key() =>
        new Redaction(["-----BEGIN-----\nMIIEvQIBADANBg\n-----END-----"])
            .Apply("log: MIIEvQIBADANBg")
            .ShouldBe("log: ****");
}
