using System.Text.Json;
using Deploy.Planning.Saving;
using Deploy.Testing;

namespace Deploy.Tests.Planning;

public sealed class PlanFileTests : IDisposable
{
    private static readonly SavedPlan _plan = new(
        SavedPlan.CurrentFormat,
        new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero),
        "ada",
        ["--target=InstallProd", "--services=infosite"],
        new Dictionary<string, string> { ["catalog charts/services.yaml"] = "sha256:aa" },
        JsonElement.Parse("""{"target":"InstallProd"}""")
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_come_back_as_it_was_saved()
    {
        var file = Path.Combine(_folder.Path, "plans", "plan.json");

        PlanFile.Write(file, _plan);

        var read = PlanFile.Read(file, "plan.json");
        read.MadeBy.ShouldBe("ada");
        read.Arguments.ShouldBe(_plan.Arguments);
        PlanChanges.Between(_plan, read).ShouldBeEmpty();
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldHaveSingleItem();
    }

    [Fact]
    public void Should_keep_the_old_file_when_the_new_one_cannot_be_written()
    {
        // A name that leaves no room for that of another file beside it.
        var file = _folder.Write(new string('p', 250), "old");

        Should
            .Throw<FailedException>(() => PlanFile.Write(file, _plan))
            .Message.ShouldStartWith($"The plan cannot be written to '{file}': ");

        File.ReadAllText(file).ShouldBe("old");
    }

    [Theory]
    [InlineData("", "plan.json:1:1: The saved plan is broken")]
    [InlineData("{\n  \"deploy_plan\": 1,\n  \"made_at\": }", "plan.json:3:14: The saved plan is broken")]
    [InlineData("{\n  \"deploy_plan\": 1\n}", "plan.json:3:2: The saved plan is broken")]
    [InlineData("{\"target\": \"InstallProd\"}", "plan.json:1:1: This is no saved plan")]
    [InlineData("[]", "plan.json:1:1: This is no saved plan")]
    [InlineData("{\"deploy_plan\": \"1\"}", "plan.json:1:1: This is no saved plan")]
    [InlineData(
        "{\"deploy_plan\": 2, \"steps\": []}",
        "plan.json:1:1: The plan was saved by another version of this program: its format is 2, this one reads 1"
    )]
    public void Should_refuse_what_is_no_plan_of_this_program(string content, string message)
    {
        var file = _folder.Write("plan.json", content);

        Should.Throw<UsageException>(() => PlanFile.Read(file, "plan.json")).Message.ShouldStartWith(message);
    }

    [Fact]
    public void Should_refuse_a_file_that_is_not_there() =>
        Should
            .Throw<UsageException>(() => PlanFile.Read(Path.Combine(_folder.Path, "plan.json"), "plan.json"))
            .Message.ShouldBe("there is no file 'plan.json'");
}
