using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>Row 44 of the catalog of faults: what comes with a clone is not believed.</summary>
public sealed class CloneTests : IDisposable
{
    private readonly Checkout _checkout = new();
    private readonly TemporaryFolder _elsewhere = new();

    public void Dispose()
    {
        _checkout.Dispose();
        _elsewhere.Dispose();
    }

    [Theory]
    [InlineData("--target=InstallDev", "--services=infosite")]
    [InlineData("--target=Status", "--services=infosite", "--env=dev")]
    [InlineData("--target=Services")]
    public async Task Fault_44_should_refuse_state_that_git_tracks_before_anything(params string[] arguments)
    {
        var victim = _elsewhere.Write("victim", "theirs\n");
        Write(".deploy/undo/0", "forged\n");
        Write(".deploy/undo/files.json", $"[\"{victim}\"]");
        _checkout.Git("add", "--force", ".deploy");
        _checkout.Git("commit", "--quiet", "--message=Forged");

        var outcome = await _checkout.DeployAsync(arguments);

        outcome.ExitCode.ShouldBe(3, outcome.ToString());
        outcome.Error.ShouldContain("Git tracks .deploy/undo/0, .deploy/undo/files.json");
        (await File.ReadAllTextAsync(victim)).ShouldBe("theirs\n");
    }

    [Fact]
    public async Task Fault_44_should_name_consent_that_nobody_typed_and_not_hear_it_for_prod()
    {
        Write("cake.config", "[Deploy]\nyes=true\n");
        _checkout.Environment["DEPLOY_IGNORE_GIT_CHECK"] = "true";

        var outcome = await _checkout.DeployAsync(
            "--target=InstallProd",
            "--env=prod",
            "--services=infosite",
            "--plan",
            "--strict"
        );

        var shown = outcome.Output + outcome.Error;
        shown.ShouldContain("yes in cake.config is not heard: prod takes --yes from the command line only");
        shown.ShouldContain("DEPLOY_IGNORE_GIT_CHECK takes the place of --ignore-git-check");
    }

    [Fact]
    public async Task Fault_44_should_hide_its_folders_from_git_where_the_repository_does_not()
    {
        await File.WriteAllTextAsync(Path.Combine(_checkout.Root, ".gitignore"), ".tools\n");
        _checkout.Git("commit", "--quiet", "--all", "--message=Ignore nothing of theirs");

        var outcome = await _checkout.DeployAsync("--target=CreateNamespace", "--namespace=ada");

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        Directory.Exists(Path.Combine(_checkout.Root, ".deploy")).ShouldBeTrue();
        Directory.Exists(Path.Combine(_checkout.Root, ".sandbox")).ShouldBeTrue();
        _checkout.Changes().ShouldBeEmpty();
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_checkout.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
