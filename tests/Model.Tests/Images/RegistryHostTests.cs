namespace Deploy.Model.Tests.Images;

public sealed class RegistryHostTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("localhost:5000", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("[2001:db8::1]:5000", false)]
    [InlineData("localhost.example", false)]
    [InlineData("registry.example:5000", false)]
    public void Should_know_this_machine_from_others(string host, bool isLoopback) =>
        new RegistryHost(host).IsLoopback.ShouldBe(isLoopback);
}
