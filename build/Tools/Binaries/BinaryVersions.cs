using System.Text.RegularExpressions;
using Cake.Core.IO;
using Deploy.Tools.Processes;
using Semver;

namespace Deploy.Tools.Binaries;

/// <summary>Asks binaries for their versions, and remembers the answers: a start of helm costs a tenth of a second.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="cache">The answers of earlier runs.</param>
public sealed partial class BinaryVersions(CommandHost host, BinaryVersionCache cache)
{
    /// <summary>The version of a binary.</summary>
    /// <exception cref="FailedException">It does not run, or does not say.</exception>
    public async Task<SemVersion> OfAsync(FilePath path, BinaryRequirement requirement, CancellationToken cancel)
    {
        if (
            cache.Find(path.FullPath) is { } known
            && SemVersion.TryParse(known, SemVersionStyles.Strict, out var cached)
        )
        {
            return cached;
        }

        var output = await new VersionCommand(host, requirement).RunAsync(path, cancel);
        var text = Version().Match(output).Groups["version"].Value;
        if (!SemVersion.TryParse(text, SemVersionStyles.Strict, out var version))
        {
            throw new FailedException($"{path} does not say its version");
        }

        cache.Keep(path.FullPath, text);
        return version;
    }

    // helm: v4.1.4; kubectl: gitVersion: v1.35.2
    [GeneratedRegex(
        @"^(\s*gitVersion: )?v(?<version>\d+\.\d+\.\d+\S*)\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Version();

    private sealed class VersionSettings : CommandSettings;

    private sealed class VersionCommand(CommandHost host, BinaryRequirement requirement)
        : Command<VersionSettings>(host)
    {
        public async Task<string> RunAsync(FilePath path, CancellationToken cancel)
        {
            var settings = new VersionSettings { ToolPath = path, ToolTimeout = TimeSpan.FromSeconds(20) };
            var arguments = new ProcessArgumentBuilder().Literals(requirement.VersionArguments);
            var result = await ExecuteAsync(settings, arguments, default, cancel);
            return result.Succeeded
                ? result.Output
                : throw new FailedException($"{path} does not run: it ended with exit code {result.ExitCode}");
        }

        protected override string GetToolName() => requirement.Name;

        protected override IEnumerable<string> GetToolExecutableNames() => [requirement.Name];
    }
}
