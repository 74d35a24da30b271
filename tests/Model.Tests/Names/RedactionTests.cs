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
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "/home/ada/key.json", false)]
    [InlineData("AWS_SECRET_ACCESS_KEY", "/K7MDENG+bPxRfiCYEXAMPLEKEYwJalrXUtnFEMI", true)]
    [InlineData("SIGNING_PASSPHRASE", "/correct/horse", true)]
    public void Should_hide_what_the_environment_calls_a_secret(string name, string value, bool hidden)
    {
        var mask = Redaction.Of([KeyValuePair.Create(name, value)], ["CANARY"]);

        mask.Apply($"it says {value}.").ShouldBe(hidden ? "it says ****." : $"it says {value}.");
    }

    [Theory]
    [InlineData("aGVsbG8gY2FuYXJ5L1Bhcyt3b3JkPyAmPCI=", "base64 of 'hello' and the secret")]
    [InlineData("Y2FuYXJ5L1Bhcyt3b3JkPyAmPCI=", "base64")]
    [InlineData("eGNhbmFyeS9QYXMrd29yZD8gJjwi", "base64, one byte further")]
    [InlineData("eHhjYW5hcnkvUGFzK3dvcmQ_ICY8Ing=", "base64 for URLs, two bytes further")]
    [InlineData("canary%2FPas%2Bword%3F%20%26%3C%22", "percent")]
    [InlineData("canary%2fPas%2bword%3f%20%26%3c%22", "percent, lower case")]
    [InlineData("canary%2FPas%2Bword%3F+%26%3C%22", "a form")]
    [InlineData("canary/Pas\\u002Bword? \\u0026\\u003C\\u0022", "JSON, careful")]
    [InlineData("canary/Pas+word? &<\\\"", "JSON")]
    [InlineData("63616e6172792f5061732b776f72643f20263c22", "hex")]
    [InlineData("63616E6172792F5061732B776F72643F20263C22", "hex, upper case")]
    public void Fault_47_Should_hide_a_secret_in_every_dress(string dress, string what)
    {
        var shown = new Redaction(["canary/Pas+word? &<\""]).Apply($"it says {dress}!");

        // Of base64, what neighbours have a share in is not the secret's, and stays.
        shown.ShouldContain("****", Case.Sensitive, what);
        shown.ShouldNotContain(dress[6..^4], Case.Sensitive, what);
    }

    [Theory]
    [InlineData("ghp_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuv")]
    [InlineData("glpat-abcdefghij0123456789")]
    [InlineData("xoxb-1234567890-abcdefghij")]
    [InlineData("sk_live_abcdefghij0123456789")]
    [InlineData("AIzaSyA-abcdefghijklmnopqrstuvwxyz01234")]
    [InlineData("npm_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("dckr_pat_abcdefghij0123456789")]
    [InlineData("hooks.slack.com/services/T000/B000/XXXXXXXX")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBg\nabc\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg")]
    public void Fault_47_Should_know_tokens_by_their_shapes(string token) =>
        new Redaction([]).Apply($"with {token}").ShouldBe("with ****");

    [Fact]
    public void Fault_47_Should_leave_no_half_of_secrets_that_overlap() =>
        new Redaction(["abcdefgh-1", "gh-1-ijklmn"]).Apply("x abcdefgh-1-ijklmn y").ShouldBe("x **** y");

    [Theory]
    [InlineData("DB_PASSWORD", true)]
    [InlineData("client-secret", true)]
    [InlineData("private-key", true)]
    [InlineData("SECRET_NAME", false)]
    [InlineData("TOKEN_FILE", false)]
    [InlineData("REPLICAS", false)]
    public void Should_tell_the_name_of_a_secret_from_that_of_its_place(string name, bool isSecret) =>
        Redaction.IsSecretName(name).ShouldBe(isSecret);

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
    [InlineData("https://example.org:8080/path?to=a@b", "https://example.org:8080/path?to=a@b")]
    [InlineData("git+https://ada:hun/ter2@example.org/x", "git+https://ada:****@example.org/x")]
    [InlineData("AWS_SECRET_ACCESS_KEY=abc/def x", "AWS_SECRET_ACCESS_KEY=**** x")]
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
