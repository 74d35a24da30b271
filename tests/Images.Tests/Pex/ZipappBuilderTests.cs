using System.Diagnostics;
using System.IO.Compression;
using Deploy.Images.Pex;

namespace Deploy.Images.Tests.Pex;

public sealed class ZipappBuilderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zipapp-");

    public void Dispose() => _folder.Delete(recursive: true);

    private SourceRoot Root(string name, params (string File, string Content)[] files)
    {
        foreach (var (file, content) in files)
        {
            var path = Path.Combine(_folder.FullName, name, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return new SourceRoot(Path.Combine(_folder.FullName, name), [.. files.Select(file => file.File)]);
    }

    private static PexBuild Build(params SourceRoot[] sources) =>
        new(new ServiceName("users/api"), "users-api.pex")
        {
            Sources = sources,
            EntryPoint = new EntryPoint("users.api.server:main"),
        };

    private async Task<PexFile> MakeAsync(PexBuild build, string cache = "cache")
    {
        var builder = new ZipappBuilder(new ContentCache(Path.Combine(_folder.FullName, cache)));
        return (await builder.BuildAsync([build], TestContext.Current.CancellationToken)).Single();
    }

    private static IEnumerable<string> Names(PexFile pex)
    {
        using var archive = ZipFile.OpenRead(pex.Path);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    [Theory]
    [InlineData("")]
    [InlineData("altered")]
    public async Task Fault_45_Should_make_again_what_was_damaged_in_the_cache(string damaged)
    {
        var root = Root("one", ("users/api/server.py", "def main(): pass\n"));
        var made = await MakeAsync(Build(root));
        await File.WriteAllTextAsync(made.Path, damaged, TestContext.Current.CancellationToken);

        var again = await MakeAsync(Build(root));

        (again.Digest, again.Reused).ShouldBe((made.Digest, false));
        (await MakeAsync(Build(root))).Reused.ShouldBeTrue();
    }

    [Fact]
    public async Task Should_run()
    {
        var root = Root("one", ("users/api/server.py", "def main():\n    print('hello')\n    return 7\n"));
        var pex = await MakeAsync(Build(root));

        using var python = Process.Start(
            new ProcessStartInfo("python3", [pex.Path]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);

        output.ShouldBe("hello\n");
        python.ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task Should_be_the_same_to_the_byte_wherever_and_whenever_it_is_made()
    {
        var first = await MakeAsync(Build(Root("one", ("users/api/server.py", "x = 1"), ("a.py", ""))), "cache1");
        var later = Root("two", ("a.py", ""), ("users/api/server.py", "x = 1"));
        File.SetLastWriteTimeUtc(later.PathOf("a.py"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        var second = await MakeAsync(Build(later), "cache2");

        second.Reused.ShouldBeFalse();
        File.ReadAllBytes(second.Path).ShouldBe(File.ReadAllBytes(first.Path));
        // Fails when a new runtime writes archives otherwise: then raise the format's number in ZipappBuilder.
        first.Digest.Value.ShouldBe("sha256:de3662001ee9d62a314f30016b9f16f47034a9844e031b7300109d7b6681f22e");
    }

    [Fact]
    public async Task Should_begin_with_the_interpreter_and_be_a_program()
    {
        var build = Build(Root("one", ("users/api/server.py", ""))) with { Shebang = "/opt/python/bin/python3" };

        var pex = await MakeAsync(build);

        File.ReadAllBytes(pex.Path).AsSpan(0, 26).ToArray().ShouldBe("#!/opt/python/bin/python3\n"u8.ToArray());
        new FileInfo(pex.Path).UnixFileMode.HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
    }

    [Fact]
    public async Task Should_have_sorted_entries_and_folders_for_namespace_packages()
    {
        var pex = await MakeAsync(Build(Root("one", ("users/api/server.py", ""), ("b.py", ""))));

        Names(pex).ShouldBe(["__main__.py", "b.py", "users/", "users/api/", "users/api/server.py"]);
    }

    [Fact]
    public async Task Should_not_be_made_again_from_the_same_inputs()
    {
        var root = Root("one", ("users/api/server.py", "x = 1"));
        var first = await MakeAsync(Build(root));

        var second = await MakeAsync(Build(root));

        first.Reused.ShouldBeFalse();
        second.ShouldBe(first with { Reused = true });
    }

    [Fact]
    public async Task Should_be_made_anew_when_any_input_differs()
    {
        var build = Build(Root("one", ("users/api/server.py", "x = 1")));
        var digests = new List<Digest>
        {
            (await MakeAsync(build)).Digest,
            (await MakeAsync(build with { Shebang = "/usr/bin/python3" })).Digest,
            (await MakeAsync(build with { EntryPoint = new EntryPoint("users.api.server:run") })).Digest,
            (await MakeAsync(Build(Root("one", ("users/api/server.py", "x = 2"))))).Digest,
            (await MakeAsync(Build(Root("one", ("users/api/server2.py", "x = 2"))))).Digest,
        };

        digests.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task Should_bring_several_sources_together()
    {
        var pex = await MakeAsync(
            Build(Root("service", ("users/api/server.py", "")), Root("shared", ("users/health.py", "")))
        );

        Names(pex).ShouldContain("users/health.py");
    }

    [Fact]
    public async Task Should_name_both_files_where_two_sources_disagree()
    {
        var failure = await Should.ThrowAsync<UsageException>(() =>
            MakeAsync(Build(Root("service", ("util.py", "a")), Root("shared", ("util.py", "b"))))
        );

        failure.Problem.ShouldContain(Path.Combine("service", "util.py"));
        failure.Problem.ShouldContain(Path.Combine("shared", "util.py"));
    }

    [Fact]
    public async Task Should_take_a_start_of_the_sources_own()
    {
        var pex = await MakeAsync(Build(Root("one", ("__main__.py", "print('own')"))) with { EntryPoint = null });

        Names(pex).ShouldBe(["__main__.py"]);
    }

    [Theory]
    [InlineData(
        "__main__.py",
        "users.api.server:main",
        "both an entry point (users.api.server:main) and a __main__.py"
    )]
    [InlineData("server.py", null, "neither an entry point nor a __main__.py")]
    public async Task Should_refuse_to_guess_where_the_program_starts(string file, string? entryPoint, string problem)
    {
        var build = Build(Root("one", (file, ""))) with
        {
            EntryPoint = entryPoint is null ? null : new EntryPoint(entryPoint),
        };

        (await Should.ThrowAsync<UsageException>(() => MakeAsync(build))).Problem.ShouldEndWith(problem);
    }

    [Fact]
    public async Task Should_refuse_requirements_and_name_the_builders_that_take_them()
    {
        var build = Build(Root("one", ("a.py", ""))) with { RequirementsFile = "requirements.txt" };

        var failure = await Should.ThrowAsync<UsageException>(() => MakeAsync(build));

        failure.NextStep.ShouldBe("build it with the pex or the pants builder");
    }

    [Fact]
    public async Task Should_leave_nothing_behind_when_a_source_is_missing()
    {
        var build = Build(Root("one", ("a.py", "")) with { Files = ["missing.py"] });

        await Should.ThrowAsync<FileNotFoundException>(() => MakeAsync(build));

        Directory.Exists(Path.Combine(_folder.FullName, "cache", "pex")).ShouldBeFalse();
    }
}
