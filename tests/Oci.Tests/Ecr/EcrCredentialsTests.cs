using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Deploy.Oci.Tests.Ecr;

public sealed class EcrCredentialsTests
{
    private static readonly RegistryHost _registry = new("123456789012.dkr.ecr.us-east-1.amazonaws.com");
    private static readonly ImageReference _image = new(_registry, new ImageRepository("users/api"));

    private readonly FakeTimeProvider _clock = new();
    private readonly IEcr _ecr = Substitute.For<IEcr>();
    private readonly EcrCredentials _credentials;

    private int _tokens;

    public EcrCredentialsTests()
    {
        _ecr.GetAuthorizationTokenAsync(Arg.Any<CancellationToken>())
            .Returns(_ => new EcrLogin("AWS", $"token {++_tokens}", _clock.GetUtcNow().AddHours(12)));
        _credentials = new EcrCredentials(_ => _ecr, _clock);
    }

    private async Task<string?> PasswordAsync(RegistryHost? registry = null, RegistryCredential? rejected = null) =>
        (await _credentials.FindAsync(registry ?? _registry, repository: null, rejected, default))?.Password;

    [Fact]
    public async Task Should_keep_a_login_while_it_is_good()
    {
        (await PasswordAsync()).ShouldBe("token 1");
        _clock.Advance(TimeSpan.FromHours(11));
        (await PasswordAsync()).ShouldBe("token 1");
    }

    [Fact]
    public async Task Should_get_a_new_login_before_the_old_one_ends()
    {
        await PasswordAsync();
        _clock.Advance(TimeSpan.FromHours(11.6));

        (await PasswordAsync()).ShouldBe("token 2");
    }

    [Fact]
    public async Task Should_get_a_new_login_when_the_registry_rejects_the_old_one()
    {
        await PasswordAsync();

        (await PasswordAsync(rejected: new RegistryCredential("AWS", "token 1"))).ShouldBe("token 2");
    }

    [Fact]
    public async Task Should_have_no_login_for_other_registries()
    {
        (await PasswordAsync(new RegistryHost("registry.example"))).ShouldBeNull();
        _tokens.ShouldBe(0);
    }

    [Fact]
    public async Task Should_make_a_repository_only_where_it_is_missing()
    {
        var ensure = new EnsureRepository(_ => _ecr);
        _ecr.FindRepositoryAsync(_image.Repository, Arg.Any<CancellationToken>()).Returns((EcrRepository?)null);

        (await ensure.RunAsync(_image, default)).ShouldBeTrue();
        await _ecr.Received(1).CreateRepositoryAsync(_image.Repository, Arg.Any<CancellationToken>());

        _ecr.FindRepositoryAsync(_image.Repository, Arg.Any<CancellationToken>())
            .Returns(new EcrRepository(_image.Repository, _registry, HasImmutableTags: true));
        (await ensure.RunAsync(_image, default)).ShouldBeFalse();
        await _ecr.Received(1).CreateRepositoryAsync(_image.Repository, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Should_leave_other_registries_to_make_their_repositories()
    {
        var image = _image with { Registry = new RegistryHost("localhost:5000") };

        (await new EnsureRepository(_ => _ecr).RunAsync(image, default)).ShouldBeFalse();
        _ecr.ReceivedCalls().ShouldBeEmpty();
    }
}
