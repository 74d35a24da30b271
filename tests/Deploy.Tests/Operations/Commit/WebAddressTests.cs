using Deploy.Operations.Commit;

namespace Deploy.Tests.Operations.Commit;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("git@github.com:example/services.git", "https://github.com/example/services")]
    [InlineData("ssh://git@git.example.com:2222/a/b.git", "https://git.example.com/a/b")]
    [InlineData("https://ada:t0ken@github.com/example/services.git", "https://github.com/example/services")]
    [InlineData("https://gitlab.com/group/sub/project/", "https://gitlab.com/group/sub/project")]
    public void Should_find_the_page_of_a_remote(string remote, string page) =>
        WebAddress.Of(remote)!.Repository.ToString().ShouldBe(page);

    [Theory]
    [InlineData("/srv/git/services.git")]
    [InlineData("../upstream.git")]
    [InlineData("C:\\git\\services")]
    public void Should_know_that_a_folder_has_no_page(string remote) => WebAddress.Of(remote).ShouldBeNull();

    [Theory]
    [InlineData("https://github.com/a/b", "Fix the thing (#12)", "https://github.com/a/b/pull/12")]
    [InlineData("https://github.com/a/b", "Merge pull request #7 from x/y", "https://github.com/a/b/pull/7")]
    [InlineData("https://gitlab.com/a/b", "Fix (!3)", "https://gitlab.com/a/b/-/merge_requests/3")]
    [InlineData("https://github.com/a/b", "Fix issue #4", null)]
    public void Should_link_the_pull_request_of_a_subject(string page, string subject, string? link) =>
        WebAddress.Of(page)!.PullRequestOf(subject).ShouldBe(link);
}
