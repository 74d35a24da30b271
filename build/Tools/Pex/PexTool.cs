using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Pex;

/// <summary>Settings of <c>pex</c>.</summary>
/// <param name="output">The file that it makes.</param>
public sealed class PexSettings(string output) : CommandSettings
{
    /// <summary>The file that it makes.</summary>
    public string Output => output;

    /// <summary>The folder with the program's own modules.</summary>
    public string? SourcesFolder { get; init; }

    /// <summary>The file that lists the distributions that go into it.</summary>
    public string? RequirementsFile { get; init; }

    /// <summary>Where it starts: <c>module:function</c>.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>Which interpreters run it, e.g. <c>CPython&gt;=3.9</c>.</summary>
    public string? InterpreterConstraint { get; init; }

    /// <summary>The interpreter in the file's first line, after <c>#!</c>.</summary>
    public string? Shebang { get; init; }
}

/// <summary>The <c>pex</c> command.</summary>
/// <param name="host">What commands run on.</param>
public sealed class PexTool(CommandHost host) : Command<PexSettings>(host)
{
    /// <summary>Makes a PEX.</summary>
    /// <exception cref="FailedException">It is missing or failed.</exception>
    public async Task RunAsync(PexSettings settings, CancellationToken cancel)
    {
        // Nothing of the build's own moment may get into the file.
        settings.EnvironmentVariables["PYTHONHASHSEED"] = "0";
        var arguments = new ProcessArgumentBuilder()
            .Option("--output-file", settings.Output)
            .Option("--sources-directory", settings.SourcesFolder)
            .Option("--requirement", settings.RequirementsFile)
            .Option("--entry-point", settings.EntryPoint)
            .Option("--interpreter-constraint", settings.InterpreterConstraint)
            .Option("--python-shebang", settings.Shebang);
        var result = await RunAsync(settings, arguments, cancel);
        if (!result.Succeeded)
        {
            throw FailedCommand.Of("pex", result);
        }
    }

    /// <summary>The version, as it prints it.</summary>
    /// <exception cref="FailedException">It is missing or failed.</exception>
    public async Task<string> VersionAsync(CancellationToken cancel)
    {
        var settings = new PexSettings("") { ToolTimeout = TimeSpan.FromMinutes(1) };
        var result = await RunAsync(settings, new ProcessArgumentBuilder().Literal("--version"), cancel);
        return result.Succeeded ? result.Output.Trim() : throw FailedCommand.Of("pex --version", result);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Packages;

    /// <inheritdoc/>
    protected override string GetToolName() => "pex";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["pex"];

    private Task<CommandResult> RunAsync(
        PexSettings settings,
        ProcessArgumentBuilder arguments,
        CancellationToken cancel
    ) =>
        ExecuteAsync(settings, arguments, default, cancel)
            .OrElse("install it by pipx install pex; programs without requirements can do with the zipapp builder");
}
