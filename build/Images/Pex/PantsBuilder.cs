using System.Text.RegularExpressions;
using Deploy.Tools.Files;
using Deploy.Tools.Pants;
using Deploy.Tools.Processes;

namespace Deploy.Images.Pex;

/// <summary>Makes PEX files by one <c>pants package</c> for all of them; Pants itself knows what need not be made again.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="repository">The repository's root.</param>
public sealed partial class PantsBuilder(CommandHost host, string repository) : IPexBuilder
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PexFile>> BuildAsync(
        IReadOnlyList<PexBuild> builds,
        CancellationToken cancellationToken
    )
    {
        if (builds.Count == 0)
        {
            return [];
        }

        var addresses = builds.Select(build => new PantsAddress(build.Service, build.Target)).ToList();
        var before = await Task.WhenAll(
            addresses.Select(address => DigestAsync(address.DefaultOutput, cancellationToken))
        );
        var settings = new PantsPackageSettings([.. addresses.Select(address => address.ToString()).Distinct()])
        {
            WorkingDirectory = repository,
            Lines = builds[0].Output,
            ToolTimeout = TimeSpan.FromHours(1),
        };
        var log = await new PantsPackage(host).RunAsync(settings, cancellationToken);
        return await Task.WhenAll(
            addresses.Select((address, index) => FindAsync(address, log, before[index], cancellationToken))
        );
    }

    private async Task<PexFile> FindAsync(
        PantsAddress address,
        string log,
        Digest? before,
        CancellationToken cancellationToken
    )
    {
        var output = Written(log, address) ?? address.DefaultOutput;
        var digest =
            await DigestAsync(output, cancellationToken)
            ?? throw new FailedException($"pants package {address} left no {output}")
            {
                NextStep = "see that the target is a pex_binary, and which output_path its BUILD file gives it",
            };
        return new PexFile(Path.Combine(repository, output), digest, Reused: digest == before);
    }

    // A BUILD file can move the output elsewhere; Pants says where it wrote. Names may repeat among folders.
    private static string? Written(string log, PantsAddress address)
    {
        var written = Wrote()
            .Matches(log)
            .Select(match => match.Groups["path"].Value)
            .Where(path => Path.GetFileName(path) == $"{address.Name}.pex")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return written is [var only] ? only : null;
    }

    private async Task<Digest?> DigestAsync(string output, CancellationToken cancellationToken)
    {
        var path = Path.Combine(repository, output);
        return File.Exists(path) ? await FileDigest.OfAsync(path, cancellationToken) : null;
    }

    [GeneratedRegex(@"Wrote (?<path>dist/\S+\.pex)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Wrote();
}
