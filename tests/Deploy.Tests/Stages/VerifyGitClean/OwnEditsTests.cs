using System.Text;
using Deploy.Stages.VerifyGitClean;
using Deploy.Testing;
using Deploy.Tools.Git;
using NSubstitute;

namespace Deploy.Tests.Stages.VerifyGitClean;

public sealed class OwnEditsTests : IDisposable
{
    private const string File = "charts/services/infosite/infosite/values.yaml";

    private readonly TemporaryFolder _folder = new();
    private readonly IGit _git = Substitute.For<IGit>();
    private readonly ServicePlan _service = Plans.Service("infosite");

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<string>> AmongAsync(string now, Pipeline? pipeline = null, ImageTag? tag = null)
    {
        _folder.Write(File, now);
        _git.ContentsAsync(default!, default!, default)
            .ReturnsForAnyArgs(
                new Dictionary<string, ReadOnlyMemory<byte>>
                {
                    [File] = Encoding.UTF8.GetBytes("image_rev: old\nx: 1\n"),
                }
            );
        var catalog = Catalogs.Of(_service.Service);
        var plan = Plans.Of(pipeline ?? Pipeline.BuildAndInstallProd, "staging", _service);
        return await new OwnEdits(_git, catalog, new RepositoryPaths(_folder.Path)).AmongAsync(
            [new GitChange(File, GitChangeKind.Unstaged), new GitChange("other.py", GitChangeKind.Unstaged)],
            plan with
            {
                Options = plan.Options with { Tag = tag },
            },
            default
        );
    }

    private static string Own => ImageTag.ForCommit(null, DateTimeOffset.UnixEpoch, Plans.Commit).Value;

    [Fact]
    public async Task Should_know_what_a_run_for_this_commit_writes() =>
        (await AmongAsync($"image_rev: {Own}\nx: 1\n")).ShouldBe([File]);

    [Fact]
    public async Task Should_know_the_tag_that_was_named() =>
        (await AmongAsync("image_rev: v7\nx: 1\n", tag: new ImageTag("v7"))).ShouldBe([File]);

    [Theory]
    [InlineData("image_rev: other\nx: 1\n")]
    [InlineData("image_rev: old\nx: 2\n")]
    public async Task Should_not_know_anything_else(string now) => (await AmongAsync(now)).ShouldBeEmpty();

    [Fact]
    public async Task Should_not_know_a_tag_that_came_with_another_change() =>
        (await AmongAsync($"image_rev: {Own}\nx: 2\n")).ShouldBeEmpty();

    [Fact]
    public async Task Should_install_to_prod_only_what_was_merged() =>
        (await AmongAsync($"image_rev: {Own}\nx: 1\n", Pipeline.InstallProd)).ShouldBeEmpty();
}
