using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Validation;

/// <summary>Checks port numbers, port names and protocols.</summary>
internal static partial class PortValidation
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    public static IEnumerable<FieldError> CheckNumber(string field, long? port) =>
        port is >= 1 and <= 65535 ? [] : [FieldError.Invalid(field, port, "must be between 1 and 65535, inclusive")];

    /// <summary>Checks a port that may be given by number or by name.</summary>
    public static IEnumerable<FieldError> CheckNumberOrName(string field, JsonNode? port) =>
        port.Text() is { } name ? CheckName(field, name) : CheckNumber(field, port.Number());

    /// <summary>An IANA service name.</summary>
    public static IEnumerable<FieldError> CheckName(string field, string name)
    {
        if (name.Length > 15)
        {
            yield return FieldError.Invalid(field, name, "must be no more than 15 characters");
        }

        if (!ServiceName().IsMatch(name))
        {
            yield return FieldError.Invalid(
                field,
                name,
                "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"
            );
        }
        else if (!name.Any(char.IsAsciiLetter))
        {
            yield return FieldError.Invalid(field, name, "must contain at least one letter (a-z)");
        }
    }

    public static IEnumerable<FieldError> CheckProtocol(string field, string? protocol) =>
        Protocols.Contains(protocol) ? [] : [FieldError.NotSupported(field, protocol, Protocols)];

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex ServiceName();
}
