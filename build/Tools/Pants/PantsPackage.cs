using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Pants;

/// <summary>Settings of <c>pants package</c>.</summary>
/// <param name="targets">The targets' addresses.</param>
public sealed class PantsPackageSettings(IReadOnlyList<string> targets) : CommandSettings
{
    /// <summary>The targets' addresses.</summary>
    public IReadOnlyList<string> Targets => targets;
}

/// <summary><c>pants package</c>: Pants starts once for any number of targets, and shares work between them.</summary>
/// <param name="host">What commands run on.</param>
public sealed class PantsPackage(CommandHost host) : Command<PantsPackageSettings>(host)
{
    /// <summary>Makes the targets' files.</summary>
    /// <param name="settings">What to make; the working folder is the repository's root.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What it printed: among others, where it wrote to.</returns>
    /// <exception cref="FailedException">It is missing or failed.</exception>
    public async Task<string> RunAsync(PantsPackageSettings settings, CancellationToken cancel)
    {
        settings.ToolPath = PantsLauncher.In(settings.WorkingDirectory);
        var arguments = new ProcessArgumentBuilder().Literals("--no-dynamic-ui", "package").Literals(settings.Targets);
        var result = await ExecuteAsync(settings, arguments, default, cancel).OrElse(PantsLauncher.HowToGetIt);
        return result.Succeeded ? $"{result.Output}\n{result.Error}" : throw FailedCommand.Of("pants package", result);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Packages;

    /// <inheritdoc/>
    protected override string GetToolName() => "pants package";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["pants"];
}
