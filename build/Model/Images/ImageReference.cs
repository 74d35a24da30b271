using System.Text.RegularExpressions;

namespace Deploy.Model.Images;

/// <summary>A registry's host, with its port if it has one.</summary>
public sealed partial record RegistryHost
{
    /// <summary>Takes a validated host.</summary>
    /// <exception cref="UsageException">Not <c>host[:port]</c>.</exception>
    public RegistryHost(string value) =>
        Value = NameRules.Require("registry host", value, Form(), "it is host[:port], without scheme or path");

    /// <summary>The host.</summary>
    public string Value { get; }

    /// <summary>Whether it is this machine, where plain HTTP is taken as docker does.</summary>
    public bool IsLoopback => Name is "localhost" or "127.0.0.1" or "[::1]";

    private string Name => Value.EndsWith(']') || !Value.Contains(':') ? Value : Value[..Value.LastIndexOf(':')];

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(
        @"\A([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}

/// <summary>A repository of images in a registry, e.g. <c>users/api/gunicorn</c>.</summary>
public sealed partial record ImageRepository
{
    /// <summary>Takes a validated path.</summary>
    /// <exception cref="UsageException">Not a path as the OCI distribution specification has it.</exception>
    public ImageRepository(string value)
    {
        Value = NameRules.Require(
            "image repository",
            value,
            Form(),
            "it takes a-z, 0-9, '.', '_', '-' in segments separated by '/'"
        );
        if (value.Length > 255)
        {
            throw new UsageException(
                $"{Printable.Quote(value)} is no valid image repository: it has {value.Length} characters, 255 are allowed"
            );
        }
    }

    /// <summary>The path.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(
        @"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}

/// <summary>An image in a registry: by tag, by digest, or by both.</summary>
/// <param name="Registry">Where it is.</param>
/// <param name="Repository">Which repository there.</param>
/// <param name="Tag">Its tag, if it is named by one.</param>
/// <param name="Digest">Its content, if that is known.</param>
public sealed record ImageReference(
    RegistryHost Registry,
    ImageRepository Repository,
    ImageTag? Tag = null,
    Digest? Digest = null
)
{
    /// <summary>The reference as docker and Kubernetes write it.</summary>
    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}";
}
