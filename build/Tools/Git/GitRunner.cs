using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Git;

/// <summary>
/// The git command. Not a library: only the command honours the user's ssh, credential helpers, worktrees, and sparse
/// and partial clones.
/// </summary>
/// <param name="host">What commands run on.</param>
public sealed class GitRunner(CommandHost host) : Command<GitSettings>(host)
{
    // Nothing that a repository's configuration names may run on a mere look, nor change what is printed.
    private static readonly string[] _safeOptions =
    [
        "--no-pager",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=false",
        "-c",
        "color.ui=false",
        "-c",
        "advice.detachedHead=false",
        "-c",
        "gc.auto=0",
        "-c",
        "maintenance.auto=false",
    ];

    /// <inheritdoc/>
    protected override bool ShowsOutput => false;

    /// <summary>Runs git.</summary>
    /// <exception cref="FailedException">It ended with another code than 0, and the settings do not allow that.</exception>
    public async Task<CommandResult> RunAsync(
        GitSettings settings,
        IEnumerable<string> arguments,
        CancellationToken cancel,
        ReadOnlyMemory<byte> input = default
    )
    {
        var words = arguments.ToList();
        var result = await ExecuteAsync(
            settings,
            new ProcessArgumentBuilder().Literals(_safeOptions).Literals(words),
            input,
            cancel
        );
        return result.Succeeded || settings.MayFail
            ? result
            : throw new FailedException($"git {words[0]}: {GitMessage.Condense(result)}");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Git;

    /// <inheritdoc/>
    protected override string GetToolName() => "git";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["git"];
}
