using System.Text.RegularExpressions;
using Deploy.Sandbox.Kubernetes.Api;

namespace Deploy.Sandbox.Kubernetes.Validation;

/// <summary>A rule that names follow, with the API server's sentence for who breaks it.</summary>
internal sealed partial class NameRule
{
    /// <summary>RFC 1123 label: namespaces, containers, ports' owners.</summary>
    public static readonly NameRule Label = new(
        LabelPattern(),
        63,
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    );

    /// <summary>RFC 1035 label: Services.</summary>
    public static readonly NameRule ServiceLabel = new(
        ServicePattern(),
        63,
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
    );

    /// <summary>RFC 1123 subdomain: most kinds.</summary>
    public static readonly NameRule Subdomain = new(
        SubdomainPattern(),
        253,
        @"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
    );

    /// <summary>Anything that can stand in a path: roles and their bindings.</summary>
    public static readonly NameRule PathSegment = new(PathPattern(), int.MaxValue, "may not contain '/' or '%'");

    private readonly Regex _pattern;
    private readonly int _limit;
    private readonly string _sentence;

    private NameRule(Regex pattern, int limit, string sentence) =>
        (_pattern, _limit, _sentence) = (pattern, limit, sentence);

    /// <summary>An error for each way in which a field's value breaks the rule.</summary>
    public IEnumerable<FieldError> Check(string field, string value) =>
        Problems(value).Select(problem => FieldError.Invalid(field, value, problem));

    /// <summary>A sentence for each way in which a value breaks the rule.</summary>
    public IEnumerable<string> Problems(string value)
    {
        if (value.Length > _limit)
        {
            yield return $"must be no more than {_limit} characters";
        }

        if (!_pattern.IsMatch(value))
        {
            yield return _sentence;
        }
    }

    [GeneratedRegex(
        @"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex ServicePattern();

    [GeneratedRegex(
        @"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"\A[^/%]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex PathPattern();
}
