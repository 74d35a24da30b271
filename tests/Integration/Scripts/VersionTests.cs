using Deploy.Testing;

namespace Deploy.Integration.Scripts;

/// <summary>The version that a program in build/ is compiled with.</summary>
public sealed class VersionTests : IDisposable
{
    private const string Fallback = "0.2.0";

    private readonly TemporaryFolder _folder = new();

    public VersionTests()
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder.Path, "build", "Some")).FullName;
        foreach (var file in new[] { "Directory.Build.props", "build/Directory.Build.targets", "build/Cake.targets" })
        {
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_folder.Path, file));
        }

        File.WriteAllText(
            Path.Combine(project, "Some.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <Description>Some $(Version)</Description>
              </PropertyGroup>
            </Project>
            """
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_be_the_newest_version_tag_behind_the_commit()
    {
        (await VersionAsync()).ShouldBe(Fallback, "no repository");
        await GitAsync("init", "--quiet");
        (await VersionAsync()).ShouldBe(Fallback, "no commit");
        await CommitAsync("v0.3.0");
        await CommitAsync("nightly", "vNext");
        (await VersionAsync()).ShouldBe("0.3.0", "tags that are no versions");
        await CommitAsync("v1.0.0-rc.1");
        (await VersionAsync()).ShouldBe("1.0.0-rc.1", "a version before another");
        await GitAsync("checkout", "--quiet", "v0.3.0");
        (await VersionAsync()).ShouldBe("0.3.0", "a commit before the newest tag");
    }

    [Fact]
    public async Task Should_be_the_tag_that_CI_builds()
    {
        (await VersionAsync(("GITHUB_REF_TYPE", "tag"), ("GITHUB_REF_NAME", "v2.1.0"))).ShouldBe("2.1.0");
        (await VersionAsync(("GITHUB_REF_TYPE", "branch"), ("GITHUB_REF_NAME", "v2.1.0"))).ShouldBe(Fallback);
        (await VersionAsync(("GITHUB_REF_TYPE", "tag"), ("GITHUB_REF_NAME", "latest"))).ShouldBe(Fallback);
        (await VersionAsync(("CI_COMMIT_TAG", "v2.2.0"))).ShouldBe("2.2.0");
    }

    private async Task<string> VersionAsync(params (string, string)[] variables)
    {
        var properties = new[] { "Version", "Description", "InformationalVersion" };
        (string, string)[] none = [("GITHUB_REF_TYPE", ""), ("GITHUB_REF_NAME", ""), ("CI_COMMIT_TAG", "")];
        var outcome = await Outcome.OfAsync(
            Desk.Start(
                "dotnet",
                [
                    "msbuild",
                    "build/Some",
                    "-t:GetAssemblyVersion",
                    "-nologo",
                    .. properties.Select(name => $"-getProperty:{name}"),
                ],
                _folder.Path,
                [.. none, .. variables]
            )
        );
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        var values = System
            .Text.Json.JsonDocument.Parse(outcome.Output)
            .RootElement.GetProperty("Properties")
            .EnumerateObject()
            .ToDictionary(property => property.Name, property => property.Value.GetString()!);
        values["Description"].ShouldBe($"Some {values["Version"]}");
        values["InformationalVersion"].ShouldStartWith(values["Version"]);
        return values["Version"];
    }

    private async Task CommitAsync(params string[] tags)
    {
        await GitAsync("commit", "--quiet", "--allow-empty", "--message=x");
        foreach (var tag in tags)
        {
            await GitAsync("tag", tag);
        }
    }

    private async Task GitAsync(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
        var outcome = await Outcome.OfAsync(Desk.Start("git", [.. identity, .. arguments], _folder.Path));
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }
}
