namespace Deploy.Model.Tests.Runs;

public sealed class UserTests
{
    [Theory]
    [InlineData("DEPLOY_USER", "GITHUB_ACTOR")]
    [InlineData("GITHUB_ACTOR", "GITLAB_USER_LOGIN")]
    [InlineData("GITLAB_USER_LOGIN", "USER")]
    [InlineData("USER", "LOGNAME")]
    [InlineData("LOGNAME", "USERNAME")]
    public void Should_be_whom_the_first_variable_names(string first, string second)
    {
        var environment = new Dictionary<string, string> { [second] = "bob", [first] = "ada" };

        User.Current(environment.GetValueOrDefault).Name.ShouldBe("ada");

        environment[first] = "";
        User.Current(environment.GetValueOrDefault).Name.ShouldBe("bob");
    }

    [Fact]
    public void Should_be_the_systems_where_no_variable_is_set() =>
        User.Current(_ => null).Name.ShouldBe(Environment.UserName);

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("Ada.Lovelace", "ada-lovelace")]
    [InlineData("_ada_", "ada")]
    [InlineData("élan", "lan")]
    [InlineData("é", "dev")]
    [InlineData("", "dev")]
    [InlineData("a23456789012345678901234567890123456789-b", "a23456789012345678901234567890123456789")]
    public void Should_have_a_namespace_that_Kubernetes_takes(string name, string expected) =>
        new User(name).Namespace.Value.ShouldBe(expected);

    [Theory]
    [InlineData("Ada L, the first", "Ada_L__the_first")]
    [InlineData("ada\n", "ada\\u000a")]
    public void Should_have_a_token_that_ends_nothing(string name, string token) =>
        new User(name).Token.ShouldBe(token);
}
