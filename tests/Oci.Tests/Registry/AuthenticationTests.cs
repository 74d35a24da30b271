using System.Text;
using Deploy.Oci.Registry;
using Deploy.Testing.Registry;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Deploy.Oci.Tests.Registry;

public sealed class AuthenticationTests() : ClientFixture()
{
    private const string Password = "canary-7f3a";

    private readonly ICredentialSource _credentials = Substitute.For<ICredentialSource>();

    private int _tokens;

    private void HaveLogin(RegistryCredential? login, RegistryCredential? renewed = null)
    {
        _credentials
            .FindAsync(Arg.Any<RegistryHost>(), Arg.Any<ImageRepository?>(), null, Arg.Any<CancellationToken>())
            .Returns(login);
        _credentials
            .FindAsync(
                Arg.Any<RegistryHost>(),
                Arg.Any<ImageRepository?>(),
                Arg.Is<RegistryCredential?>(rejected => rejected != null),
                Arg.Any<CancellationToken>()
            )
            .Returns(renewed ?? login);
    }

    private void RequireBasic(string password, int status = 401, string body = "")
    {
        var expected = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{password}"))}";
        Server.Fault = async context =>
        {
            if (context.Request.Headers.Authorization == expected)
            {
                return false;
            }

            var isAsked = context.Request.Headers.Authorization.Count == 0;
            context.Response.StatusCode = isAsked ? 401 : status;
            context.Response.Headers.WWWAuthenticate = isAsked || status == 401 ? "Basic realm=\"registry\"" : "";
            await context.Response.WriteAsync(body);
            return true;
        };
    }

    /// <summary>Gives tokens for the login "user:canary", each good for one request of the scope it was given for.</summary>
    private void RequireToken(int expiresIn = 300) =>
        Server.Fault = async context =>
        {
            var request = context.Request;
            if (request.Path == "/token")
            {
                var token = $"{request.Query["scope"]} {++_tokens}";
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($$"""{"token":"{{token}}","expires_in":{{expiresIn}}}""");
                return true;
            }

            if (request.Headers.Authorization.ToString().StartsWith("Bearer repository:", StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate =
                $"Bearer realm=\"{Server.Address}token\",service=\"registry\",scope=\"repository:users/api/gunicorn:pull\"";
            return true;
        };

    [Fact]
    public async Task Should_send_the_password_only_where_it_is_asked_for()
    {
        HaveLogin(new RegistryCredential("AWS", Password));
        RequireBasic(Password);

        await Client(_credentials).Blobs.UploadAsync(Repository(), BlobOf("a layer"), mountFrom: null, default);

        Server.Requests.Count.ShouldBe(4, "the question, the question with the login, POST, PUT");
    }

    [Fact]
    public async Task Should_ask_the_token_service_once_for_each_right()
    {
        HaveLogin(new RegistryCredential("user", Password));
        RequireToken();
        var client = Client(_credentials);

        await client.Blobs.UploadAsync(Repository(), BlobOf("one"), mountFrom: null, default);
        await client.Blobs.UploadAsync(Repository(), BlobOf("two"), mountFrom: null, default);

        Server
            .Requests.Where(request => request.Contains("/token", StringComparison.Ordinal))
            .ShouldBe([
                "GET /token?service=registry&scope=repository%3Ausers%2Fapi%2Fgunicorn%3Apull",
                "GET /token?service=registry&scope=repository%3Ausers%2Fapi%2Fgunicorn%3Apull%2Cpush",
            ]);
    }

    [Fact]
    public async Task Should_ask_for_the_right_to_read_where_it_mounts_from()
    {
        HaveLogin(new RegistryCredential("user", Password));
        RequireToken();

        await Client(_credentials).Blobs.UploadAsync(Repository(), BlobOf("one"), new("base/python"), default);

        Server.Requests.ShouldContain(request =>
            request.EndsWith("push&scope=repository%3Abase%2Fpython%3Apull", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Should_get_a_new_token_before_the_old_one_ends()
    {
        HaveLogin(new RegistryCredential("user", Password));
        RequireToken(expiresIn: 5);
        var client = Client(_credentials);

        await client.Blobs.ExistsAsync(Repository(), Digest.Of([]), default);
        await client.Blobs.ExistsAsync(Repository(), Digest.Of([]), default);

        _tokens.ShouldBe(2);
    }

    [Fact]
    public async Task Should_take_a_token_for_what_is_public_without_a_login()
    {
        HaveLogin(null);
        RequireToken();

        (await Client(_credentials).Blobs.ExistsAsync(Repository(), Digest.Of([]), default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_not_send_a_login_to_a_token_service_without_encryption()
    {
        HaveLogin(new RegistryCredential("user", Password));
        Server.Fault = context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://tokens.example/token\"";
            return ValueTask.FromResult(true);
        };

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Client(_credentials).Blobs.ExistsAsync(Repository(), Digest.Of([]), default)
        );

        failure.Problem.ShouldContain("tokens.example would get the login without encryption");
    }

    [Fact]
    public async Task Fault_48_Should_not_answer_a_challenge_of_where_a_redirect_leads()
    {
        await using var storage = await RegistryServer.StartAsync();
        var stolen = new List<string>();
        storage.Fault = context =>
        {
            stolen.Add(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{storage.Address}token\",service=\"storage\"";
            return ValueTask.FromResult(true);
        };
        HaveLogin(new RegistryCredential("user", Password));
        RequireToken();
        var authorize = Server.Fault!;
        Server.Fault = async context =>
        {
            if (await authorize(context))
            {
                return true;
            }

            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{storage.Address}bucket/blob";
            return true;
        };

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Client(_credentials).Blobs.DownloadAsync(Repository(), BlobOf("one").Descriptor, Stream.Null, default)
        );

        failure.Problem.ShouldContain($"{storage.Host}");
        stolen.ShouldBe([""], "one request, without a login, and none to a token service of its own");
    }

    [Fact]
    public async Task Fault_48_Should_not_send_a_refresh_token_to_where_the_token_service_redirects()
    {
        await using var other = await RegistryServer.StartAsync();
        HaveLogin(new RegistryCredential(RegistryCredential.IdentityTokenUser, Password));
        RequireToken();
        var authorize = Server.Fault!;
        Server.Fault = async context =>
        {
            if (context.Request.Path != "/token")
            {
                return await authorize(context);
            }

            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{other.Address}token";
            return true;
        };

        await Should.ThrowAsync<FailedException>(() =>
            Client(_credentials).Blobs.ExistsAsync(Repository(), Digest.Of([]), default)
        );

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fault_48_Should_send_each_repository_with_the_login_of_its_own()
    {
        _credentials
            .FindAsync(Arg.Any<RegistryHost>(), Arg.Any<ImageRepository?>(), null, Arg.Any<CancellationToken>())
            .Returns(call => new RegistryCredential(call.Arg<ImageRepository?>()!.Value.Split('/')[0], Password));
        var seen = new List<string>();
        Server.Fault = context =>
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            if (authorization.Length > 0)
            {
                var user = Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..]));
                seen.Add($"{context.Request.Path.Value!.Split('/')[2]} as {user.Split(':')[0]}");
                return ValueTask.FromResult(false);
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"registry\"";
            return ValueTask.FromResult(true);
        };
        var client = Client(_credentials);

        await client.Blobs.ExistsAsync(Repository("one/app"), Digest.Of([]), default);
        await client.Blobs.ExistsAsync(Repository("two/app"), Digest.Of([]), default);

        seen.ShouldBe(["one as one", "two as two"]);
    }

    [Theory]
    [InlineData("http://registry.example/v2/app/blobs/uploads/1")]
    [InlineData("http://storage.example/bucket")]
    [InlineData("HTTP://registry.example:80/x")]
    public void Fault_48_Should_not_go_on_without_encryption(string location)
    {
        var image = new ImageReference(new RegistryHost("registry.example"), new ImageRepository("app"));
        var call = RegistryCall.To(HttpMethod.Post, image, "blobs/uploads/");

        var refused = Should.Throw<RegistryException>(() => call.Next(new Uri(location)));

        refused.Message.ShouldContain("wants POST /v2/app/blobs/uploads/ to go on without encryption, at http://");
    }

    [Fact]
    public async Task Fault_48_Should_not_take_this_machine_for_the_token_service_of_another()
    {
        var image = new ImageReference(new RegistryHost("registry.example"), new ImageRepository("app"));
        var tokens = new TokenService(new HttpClient(), TimeProvider.System);

        var refused = await Should.ThrowAsync<RegistryException>(() =>
            tokens.GetAsync(
                RegistryCall.To(HttpMethod.Get, image, "manifests/1"),
                new Challenge(new Uri(Server.Address, "token"), "registry"),
                new RegistryCredential("user", Password),
                default
            )
        );

        refused.Message.ShouldContain("would get the login without encryption");
        Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fault_25_should_go_on_with_a_new_login_when_the_old_one_has_expired()
    {
        HaveLogin(new RegistryCredential("AWS", "old"), new RegistryCredential("AWS", Password));
        RequireBasic(
            Password,
            403,
            Error("DENIED", "Your authorization token has expired. Reauthenticate and try again.")
        );

        (await Client(_credentials).Blobs.ExistsAsync(Repository(), Digest.Of([]), default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_pass_over_a_stale_login_of_another_source()
    {
        HaveLogin(new RegistryCredential("AWS", "stale"));
        var fresh = Substitute.For<ICredentialSource>();
        fresh
            .FindAsync(
                Arg.Any<RegistryHost>(),
                Arg.Any<ImageRepository?>(),
                Arg.Any<RegistryCredential?>(),
                Arg.Any<CancellationToken>()
            )
            .Returns(new RegistryCredential("AWS", Password));
        RequireBasic(Password, 403, Error("DENIED", "Your authorization token has expired."));
        var client = Client(new FirstCredential(_credentials, fresh));

        (await client.Blobs.ExistsAsync(Repository(), Digest.Of([]), default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Fault_25_should_say_that_the_login_has_expired()
    {
        HaveLogin(new RegistryCredential("AWS", "old"));
        RequireBasic(
            Password,
            403,
            Error("DENIED", "Your authorization token has expired. Reauthenticate and try again.")
        );

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Client(_credentials).Manifests.PutAsync(Repository(), ManifestOf("one"), default)
        );

        failure.Problem.ShouldStartWith($"the login to the registry {Server.Host} has expired: ");
        failure.NextStep.ShouldNotBeNull().ShouldContain($"docker login {Server.Host}");
    }

    [Fact]
    public async Task Fault_25_should_say_that_the_repository_is_missing()
    {
        Fail(
            request => IsUpload(request, "POST"),
            times: 99,
            status: 404,
            Error("NAME_UNKNOWN", "The repository with name 'users/api/gunicorn' does not exist in the registry")
        );

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Registry.Blobs.UploadAsync(Repository(), BlobOf("one"), mountFrom: null, default)
        );

        failure.Problem.ShouldStartWith($"the registry {Server.Host} has no repository 'users/api/gunicorn': ");
        failure.NextStep.ShouldNotBeNull().ShouldContain("create the repository");
    }

    [Fact]
    public async Task Should_say_that_access_is_denied()
    {
        HaveLogin(null);
        RequireBasic(Password);

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Client(_credentials).Blobs.ExistsAsync(Repository(), Digest.Of([]), default)
        );

        failure.Problem.ShouldStartWith($"the registry {Server.Host} denies access to {Repository()}: ");
    }

    [Fact]
    public async Task Should_never_show_a_password()
    {
        var login = new RegistryCredential("AWS", Password);
        HaveLogin(login);
        RequireBasic("another");

        var failure = await Should.ThrowAsync<FailedException>(() =>
            Client(_credentials).Manifests.PutAsync(Repository(), ManifestOf("one"), default)
        );

        $"{login}{failure}".ShouldNotContain(Password);
        $"{failure}".ShouldNotContain(login.ToBasic());
    }
}
