namespace Deploy.Model.Tests.Images;

public sealed class ImageReferenceTests
{
    private static readonly Digest _digest = Digest.Of("x"u8);

    [Fact]
    public void Should_be_written_as_docker_writes_it()
    {
        var image = new ImageReference(new("localhost:5000"), new("users/api/gunicorn"), new("v1"), _digest);

        image.ToString().ShouldBe($"localhost:5000/users/api/gunicorn:v1@{_digest}");
        (image with { Digest = null }).ToString().ShouldBe("localhost:5000/users/api/gunicorn:v1");
        (image with { Tag = null }).ToString().ShouldBe($"localhost:5000/users/api/gunicorn@{_digest}");
    }

    [Theory]
    [InlineData("localhost:5000", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("registry.example.com", false)]
    [InlineData("localhost.example.com", false)]
    [InlineData("[2001:db8::1]:5000", false)]
    public void Should_know_this_machine(string host, bool isLoopback) =>
        new RegistryHost(host).IsLoopback.ShouldBe(isLoopback);

    [Theory]
    [InlineData("https://registry.example.com")]
    [InlineData("registry.example.com/path")]
    [InlineData("user@host")]
    [InlineData("")]
    [InlineData("-host")]
    public void Should_refuse_what_is_no_host(string host) =>
        Should
            .Throw<UsageException>(() => new RegistryHost(host))
            .Problem.ShouldBe($"'{host}' is no valid registry host: it is host[:port], without scheme or path");

    [Theory]
    [InlineData("Users/api")]
    [InlineData("users//api")]
    [InlineData("/users")]
    [InlineData("users/../api")]
    [InlineData("")]
    public void Should_refuse_what_is_no_repository(string repository) =>
        Should
            .Throw<UsageException>(() => new ImageRepository(repository))
            .Problem.ShouldStartWith($"'{repository}' is no valid image repository: it takes a-z, 0-9");

    [Fact]
    public void Should_refuse_a_longer_repository_than_registries_take()
    {
        new ImageRepository(new('a', 255)).Value.Length.ShouldBe(255);
        Should
            .Throw<UsageException>(() => new ImageRepository(new('a', 256)))
            .Problem.ShouldContain("it has 256 characters, 255 are allowed");
    }
}
