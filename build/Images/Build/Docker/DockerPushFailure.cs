using System.Text.RegularExpressions;
using Deploy.Oci.Registry;
using Deploy.Tools.Processes;

namespace Deploy.Images.Build.Docker;

/// <summary>Reads from what docker printed why a push failed: it has one exit code for everything.</summary>
internal static partial class DockerPushFailure
{
    public static RegistryException Of(ImageReference image, CommandResult result)
    {
        var last = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it said nothing";
        return new RegistryException(Classify(result.Error), image, $"docker push: {Printable.Escape(last.Trim())}");
    }

    private static RegistryFault Classify(string error) =>
        error switch
        {
            _ when Contains(error, "immutab") => RegistryFault.TagImmutable,
            _ when Contains(error, "name unknown", "does not exist in the registry") => RegistryFault.RepositoryMissing,
            _ when Contains(error, "expired") => RegistryFault.TokenExpired,
            _ when Contains(error, "denied", "unauthorized", "no basic auth credentials") => RegistryFault.Denied,
            _ when Overload().IsMatch(error) => RegistryFault.Passing,
            _ => RegistryFault.Other,
        };

    private static bool Contains(string error, params IEnumerable<string> texts) =>
        texts.Any(text => error.Contains(text, StringComparison.OrdinalIgnoreCase));

    // docker tries layers again by itself, but gives up a manifest at the first of these.
    [GeneratedRegex(
        "toomanyrequests|too many requests|(status:|HTTP) (429|5[0-9][0-9])|(500|502|503|504) |unexpected EOF|connection reset|i/o timeout|handshake timeout|connection refused",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Overload();
}
