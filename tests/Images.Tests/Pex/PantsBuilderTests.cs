using Deploy.Images.Pex;
using Deploy.Testing;
using Deploy.Testing.Processes;

namespace Deploy.Images.Tests.Pex;

public sealed class PantsBuilderTests : IDisposable
{
    private const string Api = "src/python/users/api:users-api-gunicorn";
    private const string Site = "src/python/infosite:infosite-gunicorn";
    private const string ApiFile = "dist/src.python.users.api/users-api-gunicorn.pex";

    private readonly TemporaryFolder _folder = new();
    private readonly CommandFixture _commands = new();

    public void Dispose() => _folder.Dispose();

    private static PexBuild Build(string? target) => new(new ServiceName("users/api"), "any.pex") { Target = target };

    private Task<IReadOnlyList<PexFile>> MakeAsync(params string?[] targets) =>
        new PantsBuilder(_commands.Host, _folder.Path).BuildAsync([.. targets.Select(Build)], default);

    [Fact]
    public async Task Should_build_all_targets_of_a_run_at_once()
    {
        _commands.Answers(_ =>
        {
            _folder.Write(ApiFile, "api");
            _folder.Write("dist/src.python.infosite/infosite-gunicorn.pex", "site");
            return new Answer();
        });

        var files = await MakeAsync(Api, Site, Api);

        _commands.Arguments.ShouldBe($"--no-dynamic-ui package {Api} {Site}");
        files.Select(file => file.Digest).ShouldBe([Digest.Of("api"u8), Digest.Of("site"u8), Digest.Of("api"u8)]);
    }

    [Fact]
    public async Task Should_find_a_file_where_pants_says_that_it_wrote_it()
    {
        _commands.Answers(_ =>
        {
            _folder.Write("dist/elsewhere/users-api-gunicorn.pex", "api");
            return new Answer(Error: "12:00:00.00 [INFO] Wrote dist/elsewhere/users-api-gunicorn.pex");
        });

        (await MakeAsync(Api))[0].Path.ShouldBe(Path.Combine(_folder.Path, "dist/elsewhere/users-api-gunicorn.pex"));
    }

    [Fact]
    public async Task Should_say_that_pants_made_nothing_new()
    {
        _folder.Write(ApiFile, "api");

        (await MakeAsync(Api))[0].Reused.ShouldBeTrue();
    }

    [Fact]
    public async Task Should_prefer_the_repositorys_own_launcher()
    {
        var launcher = _folder.Write("pants", "#!/bin/sh");
        _folder.Write(ApiFile, "api");

        await MakeAsync(Api);

        _commands.Invocations.Single().Path.ShouldBe(launcher);
        _commands.Invocations.Single().WorkingDirectory.ShouldBe(_folder.Path);
    }

    [Fact]
    public async Task Should_name_the_file_that_is_not_there()
    {
        var failure = await Should.ThrowAsync<FailedException>(() => MakeAsync(Api));

        failure.Problem.ShouldBe($"pants package {Api} left no {ApiFile}");
    }

    [Fact]
    public async Task Should_say_how_to_do_without_pants()
    {
        _commands.FilesExist = false;

        var failure = await Should.ThrowAsync<FailedException>(() => MakeAsync(Api));

        failure.NextStep.ShouldNotBeNull().ShouldContain("choose the pex or the zipapp builder");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("users")]
    [InlineData("--version:x")]
    [InlineData("a/../b:c")]
    [InlineData("a:b c")]
    [InlineData("::")]
    public async Task Should_refuse_what_is_no_address_of_one_target(string? target)
    {
        await Should.ThrowAsync<UsageException>(() => MakeAsync(target));

        _commands.Invocations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_take_a_target_at_the_root()
    {
        _folder.Write("dist/all.pex", "all");

        (await MakeAsync("//:all"))[0].Digest.ShouldBe(Digest.Of("all"u8));
        _commands.Arguments.ShouldEndWith(" //:all");
    }
}
