using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

/// <summary>What a shell sees of a Frosting program.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Should_log_to_standard_output_and_report_there()
    {
        var (exitCode, output, error) = await ChildProcess.Run();

        exitCode.ShouldBe(0);
        output.ShouldContain("Hello");
        output.ShouldMatch("GreetTask +\\S+ +Succeeded");
        error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_log_errors_to_standard_error()
    {
        var (exitCode, output, error) = await ChildProcess.Run("--target=Fail");

        exitCode.ShouldBe(1);
        output.ShouldMatch("Fail +\\S+ +Failed");
        output.ShouldNotContain("It broke.");
        error.ShouldBe("An error occurred when executing task 'Fail'.\nError: It broke.\n");
    }

    [Fact]
    public async Task Should_show_its_options_and_examples()
    {
        var (exitCode, output, _) = await ChildProcess.Run("--help");

        exitCode.ShouldBe(0);
        output.ShouldMatch("Cake\\.Frosting\\.Probe\\.dll --verbosity quiet\n");
        output.ShouldMatch("Cake\\.Frosting\\.Probe\\.dll --tree\n");
        string[] options =
        [
            "-t, --target <TARGET>",
            "-w, --working <PATH>",
            "-v, --verbosity <VERBOSITY>",
            "--description",
            "--tree",
            "--dryrun",
            "-e, --exclusive",
            "--no-report",
            "--version",
            "--info",
            "-h, --help",
        ];
        options.ShouldAllBe(option => output.Contains(option, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Unknown command 'positional'.", "positional")]
    [InlineData("Option 'target' is defined but no value has been provided.", "-t")]
    [InlineData("Flags cannot be assigned a value.", "--dryrun=yes")]
    [InlineData("Flags cannot be assigned a value.", "--version=1.2.3")]
    [InlineData("Unknown command 'yes'.", "--dryrun", "yes")]
    [InlineData("Expected an option value.", "--dryrun=")]
    public async Task Should_refuse_what_it_cannot_parse(string message, params string[] args)
    {
        var (exitCode, output, error) = await ChildProcess.Run(args);

        // -1, as a shell sees it.
        exitCode.ShouldBe(255);
        (output + error).ShouldContain($"Error: {message}");
    }

    [Fact]
    public async Task Should_print_its_description_for_its_version()
    {
        var (exitCode, output, _) = await ChildProcess.Run("--version");

        exitCode.ShouldBe(0);
        output.ShouldBe("probe 1.2.3\n");
    }
}
