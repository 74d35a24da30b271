using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Pants;

/// <summary>Settings of <c>pants filedeps</c>.</summary>
/// <param name="targets">The targets' addresses.</param>
public sealed class PantsFileDepsSettings(IReadOnlyList<string> targets) : CommandSettings
{
    /// <summary>The targets' addresses.</summary>
    public IReadOnlyList<string> Targets => targets;
}

/// <summary><c>pants filedeps</c>: the files that targets depend on, however far.</summary>
/// <param name="host">What commands run on.</param>
public sealed class PantsFileDeps(CommandHost host) : Command<PantsFileDepsSettings>(host)
{
    /// <inheritdoc/>
    protected override bool ShowsOutput => false;

    /// <summary>Asks.</summary>
    /// <param name="settings">About what; the working folder is the repository's root.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The files, relative to the repository.</returns>
    /// <exception cref="FailedException">It is missing or failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(PantsFileDepsSettings settings, CancellationToken cancel)
    {
        settings.ToolPath = PantsLauncher.In(settings.WorkingDirectory);
        var arguments = new ProcessArgumentBuilder()
            .Literals("--no-dynamic-ui", "filedeps", "--transitive")
            .Literals(settings.Targets);
        var result = await ExecuteAsync(settings, arguments, default, cancel).OrElse(PantsLauncher.HowToGetIt);
        return result.Succeeded
            ? result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw FailedCommand.Of("pants filedeps", result);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Packages;

    /// <inheritdoc/>
    protected override string GetToolName() => "pants filedeps";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["pants"];
}
