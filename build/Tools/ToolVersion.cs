using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools;

/// <summary>Asks any tool for its version: whether it is there, and runs.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="name">The executable.</param>
public sealed class ToolVersion(CommandHost host, string name) : Command<ToolVersion.Settings>(host)
{
    /// <summary>The first line that it prints.</summary>
    /// <exception cref="FailedException">It is not there, or does not run.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var result = await ExecuteAsync(
            new Settings { ToolTimeout = TimeSpan.FromSeconds(10) },
            new ProcessArgumentBuilder().Literals(arguments),
            default,
            cancel
        );
        var lines = $"{result.Output}\n{result.Error}".Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return result.Succeeded
            ? lines.FirstOrDefault() ?? "it says no version"
            : throw new FailedException(
                $"{name} does not run: {lines.LastOrDefault() ?? $"exit code {result.ExitCode}"}"
            );
    }

    /// <inheritdoc/>
    protected override string GetToolName() => name;

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => [name];

    /// <summary>Nothing but what every command has.</summary>
    public sealed class Settings : CommandSettings;
}
