using System.Text.RegularExpressions;

namespace Deploy.Oci.Ecr;

/// <summary>An account's registry in a region, as its host's name tells.</summary>
/// <param name="Account">The account's number, 12 digits.</param>
/// <param name="Region">The region, e.g. <c>us-east-1</c>.</param>
public sealed partial record EcrRegistryName(string Account, string Region)
{
    /// <summary>Takes a host apart; null where it is no registry of ECR's.</summary>
    public static EcrRegistryName? Of(RegistryHost host) =>
        Form().Match(host.Value) is { Success: true } match
            ? new(match.Groups["account"].Value, match.Groups["region"].Value)
            : null;

    [GeneratedRegex(
        @"\A(?<account>[0-9]{12})\.dkr[.-]ecr(-fips)?\.(?<region>[a-z0-9-]+)\.(amazonaws\.com(\.cn)?|on\.aws)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}
