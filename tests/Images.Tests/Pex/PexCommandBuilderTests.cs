using Deploy.Images.Pex;
using Deploy.Testing;
using Deploy.Testing.Processes;

namespace Deploy.Images.Tests.Pex;

public sealed class PexCommandBuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CommandFixture _commands = new();
    private readonly List<string> _staged = [];

    public PexCommandBuilderTests() => _commands.Answers(Play);

    private string Version { get; set; } = "2.1.0";

    public void Dispose() => _folder.Dispose();

    // What pex does, as far as it can be seen from outside: it makes the output file from the sources folder.
    private Answer Play(Invocation invocation)
    {
        if (invocation.Arguments == "--version")
        {
            return new Answer(Version);
        }

        var sources = Option(invocation, "sources-directory");
        _staged.AddRange(
            Directory
                .EnumerateFiles(sources, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(sources, file))
        );
        File.WriteAllText(Option(invocation, "output-file"), "pex");
        return new Answer();
    }

    private static string Option(Invocation invocation, string name) =>
        invocation.Arguments.Split(' ').Single(word => word.Contains($"--{name}=")).Split('=')[1].TrimEnd('"');

    private PexBuild Build() =>
        new(new ServiceName("users/api"), "users-api.pex")
        {
            Sources = [new SourceRoot(_folder.Path, ["users/server.py"])],
            EntryPoint = new EntryPoint("users.server:main"),
            RequirementsFile = _folder.Write("requirements.txt", "gunicorn==21.2.0\n"),
            InterpreterConstraint = "CPython>=3.9",
        };

    private async Task<PexFile> MakeAsync(PexBuild build)
    {
        _folder.Write("users/server.py", "");
        _folder.Write("users/ignored.py", "");
        var cache = new ContentCache(Path.Combine(_folder.Path, "cache"));
        return (await new PexCommandBuilder(_commands.Host, cache).BuildAsync([build], default)).Single();
    }

    [Fact]
    public async Task Should_call_pex_with_everything_that_the_catalog_says()
    {
        await MakeAsync(Build());

        _commands
            .Invocations[1]
            .Arguments.ShouldMatch(
                "^--output-file=\\S+ --sources-directory=\\S+ --requirement=\\S+/requirements.txt --entry-point=users.server:main "
                    + "\"?--interpreter-constraint=CPython>=3.9\"? \"--python-shebang=/usr/bin/env python3\"$"
            );
    }

    [Fact]
    public async Task Should_show_pex_only_the_files_that_it_was_given()
    {
        await MakeAsync(Build());

        _staged.ShouldBe([Path.Combine("users", "server.py")]);
    }

    [Fact]
    public async Task Should_not_call_pex_again_for_the_same_inputs()
    {
        var first = await MakeAsync(Build());

        var second = await MakeAsync(Build());

        second.ShouldBe(first with { Reused = true });
        _commands.Invocations.Count(invocation => invocation.Arguments != "--version").ShouldBe(1);
    }

    [Fact]
    public async Task Should_make_it_anew_with_another_pex_or_other_requirements()
    {
        await MakeAsync(Build());
        Version = "2.2.0";
        (await MakeAsync(Build())).Reused.ShouldBeFalse();

        var changed = Build();
        _folder.Write("requirements.txt", "gunicorn==22.0.0\n");
        (await MakeAsync(changed)).Reused.ShouldBeFalse();
    }

    [Fact]
    public async Task Should_say_how_to_get_pex()
    {
        _commands.FilesExist = false;

        var failure = await Should.ThrowAsync<FailedException>(() => MakeAsync(Build()));

        failure.Problem.ShouldContain("pex: Could not locate executable");
        failure.NextStep.ShouldNotBeNull().ShouldContain("pipx install pex");
    }

    [Fact]
    public async Task Should_leave_nothing_behind_when_pex_fails()
    {
        _commands.Answers(invocation =>
            invocation.Arguments == "--version"
                ? new Answer("2")
                : new Answer(Error: "no matching distribution", ExitCode: 1)
        );

        var failure = await Should.ThrowAsync<FailedException>(() => MakeAsync(Build()));

        failure.Problem.ShouldBe("pex ended with 1: no matching distribution");
        Directory.EnumerateFiles(Path.Combine(_folder.Path, "cache"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }
}
