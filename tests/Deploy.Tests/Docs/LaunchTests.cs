using System.Text.Json;
using Deploy.Arguments;
using Deploy.Testing;

namespace Deploy.Tests.Docs;

/// <summary>What the editor offers to debug is what the program takes.</summary>
public sealed class LaunchTests
{
    private static readonly JsonDocumentOptions _comments = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public async Task Should_start_each_flow_with_and_without_a_plan()
    {
        using var launch = await Read("launch.json");
        var lines = launch
            .RootElement.GetProperty("configurations")
            .EnumerateArray()
            .Select(configuration => configuration.GetProperty("args"))
            .Select(words => RawArguments.Parse([.. words.EnumerateArray().Select(word => word.GetString()!)]))
            .Select(line => $"{line.All("target")[0]} on {line.All("platform")[0]}, plan: {line.IsSet("plan")}");

        lines.ShouldBe([
            "InstallDev on embedded, plan: True",
            "InstallDev on embedded, plan: False",
            "BuildAndInstallProd on embedded, plan: True",
            "BuildAndInstallProd on embedded, plan: False",
            "InstallProd on embedded, plan: True",
            "InstallProd on embedded, plan: False",
        ]);
    }

    [Fact]
    public async Task Should_start_what_its_task_compiles()
    {
        using var launch = await Read("launch.json");
        using var tasks = await Read("tasks.json");
        var labels = tasks
            .RootElement.GetProperty("tasks")
            .EnumerateArray()
            .Select(task => task.GetProperty("label").GetString()!)
            .ToList();

        foreach (var configuration in launch.RootElement.GetProperty("configurations").EnumerateArray())
        {
            labels.ShouldContain(configuration.GetProperty("preLaunchTask").GetString()!);
            File.Exists(
                    configuration
                        .GetProperty("program")
                        .GetString()!
                        .Replace("${workspaceFolder}", Repository.Root, StringComparison.Ordinal)
                )
                .ShouldBeTrue("these tests compile the program, too");
        }
    }

    private static async Task<JsonDocument> Read(string name) =>
        JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, ".vscode", name)), _comments);
}
