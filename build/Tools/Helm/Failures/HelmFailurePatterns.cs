using System.Text.RegularExpressions;

namespace Deploy.Tools.Helm.Failures;

/// <summary>
/// How Helm 3.17 and 4.1, and the API server behind them, word what goes wrong; taken from their real output, which
/// stands in the tests.
/// </summary>
internal static partial class HelmFailurePatterns
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture;
    private const int Milliseconds = 1000;

    // Deployment.apps "infosite" → kind and name.
    private const string Object = @"(?<kind>\w+)[\w.]* ""(?<name>[^""]+)""";
    private const string Request = @"(Get|Put|Post|Patch|Delete|Head) ""?https?://[^\s""]*";
    private const string NoAnswer = @".*(dial tcp|EOF|connection reset|timeout|exceeded|x509|TLS).*";
    private const string User =
        @"User ""(?<user>[^""]*)"" cannot (?<verb>\w+) resource ""(?<resource>[^""]*)""( in API group ""[^""]*"")?";

    [GeneratedRegex(@"another operation \(install/upgrade/rollback\) is in progress", Options, Milliseconds)]
    public static partial Regex Pending();

    [GeneratedRegex(@"context ""(?<context>[^""]*)"" does not exist", Options, Milliseconds)]
    public static partial Regex NoContext();

    [GeneratedRegex(@"cluster unreachable: (stat|open) (?<file>.+): no such file", Options, Milliseconds)]
    public static partial Regex NoKubeconfig();

    [GeneratedRegex(
        @"(?<detail>.*(asked for the client to provide credentials|\bUnauthorized\b|401: unauthorized|getting credentials: ).*)",
        Options,
        Milliseconds
    )]
    public static partial Regex Credentials();

    [GeneratedRegex(
        "cluster unreachable: (?<detail>.*)|(?<detail>" + Request + "/(api|apis|version|openapi)\\b" + NoAnswer + ")",
        Options,
        Milliseconds
    )]
    public static partial Regex NoCluster();

    [GeneratedRegex("(?<detail>" + Request + NoAnswer + ")", Options, Milliseconds)]
    public static partial Regex NoRegistry();

    [GeneratedRegex(User + @" in the namespace ""(?<namespace>[^""]*)""", Options, Milliseconds)]
    public static partial Regex NotAllowedInNamespace();

    [GeneratedRegex(User, Options, Milliseconds)]
    public static partial Regex NotAllowed();

    [GeneratedRegex(Object + " is forbidden: (?<detail>exceeded quota.*)", Options, Milliseconds)]
    public static partial Regex Quota();

    [GeneratedRegex(
        @"admission webhook ""(?<webhook>[^""]*)"" denied the request: (?<detail>.*)",
        Options,
        Milliseconds
    )]
    public static partial Regex Webhook();

    // A StatefulSet's spec as a whole is forbidden; other fields are called immutable one by one.
    [GeneratedRegex(
        Object
            + @" is invalid: (.*?, )?\[?(?<field>[\w.\[\]]+): (Invalid value: .*(field is immutable|may not change once set)|Forbidden: updates to \w+ spec)",
        Options,
        Milliseconds
    )]
    public static partial Regex Immutable();

    [GeneratedRegex(
        @"no matches for kind ""(?<kind>[^""]+)"" in version ""(?<version>[^""]+)""",
        Options,
        Milliseconds
    )]
    public static partial Regex UnknownKind();

    [GeneratedRegex(Object + @" in namespace ""[^""]*"" exists and cannot be imported", Options, Milliseconds)]
    public static partial Regex NotOwned();

    [GeneratedRegex(Object + @" is invalid: (?<detail>\[?(?<field>[\w.\[\]]+): .*)", Options, Milliseconds)]
    public static partial Regex Invalid();

    [GeneratedRegex(
        @"error validating data: (ValidationError\((?<kind>[\w.]+)\): )?(?<detail>.*)",
        Options,
        Milliseconds
    )]
    public static partial Regex NotValid();

    [GeneratedRegex(@"failed (?<hook>(pre|post)-\w+): (?<detail>.*)", Options, Milliseconds)]
    public static partial Regex Hook();

    [GeneratedRegex(
        @"resource (?<kind>\w+)/[^/\s]+/(?<name>\S+) not ready\. status: \w+, message: (?<detail>.*?) context deadline exceeded",
        Options,
        Milliseconds
    )]
    public static partial Regex NotReady();

    [GeneratedRegex("context deadline exceeded|timed out waiting for the condition", Options, Milliseconds)]
    public static partial Regex TooLate();

    [GeneratedRegex("context canceled", Options, Milliseconds)]
    public static partial Regex Stopped();

    [GeneratedRegex("release: not found", Options, Milliseconds)]
    public static partial Regex NoRelease();

    [GeneratedRegex(@"release has no (?<revision>\d+) version", Options, Milliseconds)]
    public static partial Regex NoRevision();

    [GeneratedRegex("has no deployed releases", Options, Milliseconds)]
    public static partial Regex NothingDeployed();

    [GeneratedRegex(@"namespaces ""(?<namespace>[^""]+)"" not found", Options, Milliseconds)]
    public static partial Regex NoNamespace();

    [GeneratedRegex(
        @"missing in charts/ directory: (?<names>.*)|^directory (?<names>\S+) not found",
        Options,
        Milliseconds
    )]
    public static partial Regex NoDependency();

    [GeneratedRegex(
        @"^path ""(?<chart>[^""]+)"" not found|^repo (?<chart>\S+) not found|(?<chart>\S+:[\w.+-]+): not found",
        Options,
        Milliseconds
    )]
    public static partial Regex NoChart();

    [GeneratedRegex(
        @"values don't meet the specifications of the schema\(s\) in the following chart\(s\): (?<detail>.*)",
        Options,
        Milliseconds
    )]
    public static partial Regex Schema();

    [GeneratedRegex(@"^failed to parse (?<file>\S+): (?<detail>.*)", Options, Milliseconds)]
    public static partial Regex BadValues();

    [GeneratedRegex(
        @"(?<detail>.*(execution error at \(|parse error at \(|YAML parse error on |template: ).*)",
        Options,
        Milliseconds
    )]
    public static partial Regex Template();
}
