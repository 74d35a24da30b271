using System.Text;
using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Docker;

/// <summary>Settings of a credential helper.</summary>
public sealed class DockerCredentialHelperSettings : CommandSettings;

/// <summary>
/// A program <c>docker-credential-&lt;name&gt;</c>, which gets the registry by standard input and prints the login as JSON.
/// </summary>
/// <param name="host">What commands run on.</param>
/// <param name="name">The helper's name, e.g. <c>ecr-login</c>.</param>
public sealed class DockerCredentialHelper(CommandHost host, string name)
    : Command<DockerCredentialHelperSettings>(host)
{
    private string Program => $"docker-credential-{name}";

    /// <summary>What it prints is a secret.</summary>
    protected override bool ShowsOutput => false;

    /// <summary>Asks for the login to a registry; null where the helper has none.</summary>
    /// <exception cref="FailedException">The helper is missing or failed.</exception>
    public async Task<string?> GetAsync(string server, CancellationToken cancel)
    {
        if (!IsName(name))
        {
            throw new UsageException($"{Printable.Quote(name)} is no name of a credential helper");
        }

        var result = await ExecuteAsync(
                new DockerCredentialHelperSettings { ToolTimeout = TimeSpan.FromMinutes(1) },
                new ProcessArgumentBuilder().Literal("get"),
                Encoding.UTF8.GetBytes(server),
                cancel
            )
            .OrElse($"install {Program}, or take it out of docker's config.json and log in by docker login {server}");
        return result.Succeeded ? result.Output
            : IsMissing(result) ? null
            : throw new FailedException($"{Program} has no login for {server}: {Printable.Escape(result.Error)}")
            {
                NextStep = $"see what it says by itself: echo {server} | {Program} get",
            };
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Cloud;

    /// <inheritdoc/>
    protected override string GetToolName() => Program;

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => [Program];

    // The protocol has no other sign of it than this text.
    private static bool IsMissing(CommandResult result) =>
        result.Output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)
        || result.Error.Contains("credentials not found", StringComparison.OrdinalIgnoreCase);

    // It becomes part of a program's name, so no path may come of it.
    private static bool IsName(string text) =>
        text.Length > 0
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
