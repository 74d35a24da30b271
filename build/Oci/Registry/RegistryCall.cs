using System.Net;

namespace Deploy.Oci.Registry;

/// <summary>One request to a registry, which can be sent as often as needed.</summary>
/// <param name="Method">GET, HEAD, POST, PATCH or PUT.</param>
/// <param name="Repository">The registry and the repository that it is about.</param>
/// <param name="Address">Where it goes.</param>
internal sealed record RegistryCall(HttpMethod Method, ImageReference Repository, Uri Address)
{
    /// <summary>Makes the content, for each try anew.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The media types that are understood.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Failures that the caller reads itself.</summary>
    public IReadOnlyList<HttpStatusCode> Expected { get; init; } = [];

    /// <summary>Whether content is sent or fetched that takes its time.</summary>
    public bool IsTransfer { get; init; }

    /// <summary>The rights that it takes.</summary>
    public AccessScope Access { get; init; } = AccessScope.Pull(Repository.Repository);

    /// <summary>A request about something in a repository.</summary>
    public static RegistryCall To(HttpMethod method, ImageReference repository, string path) =>
        new(method, repository, RegistryAddress.Of(repository.Registry, $"{repository.Repository}/{path}"));

    /// <summary>Where the registry's answer to this request sends the next one.</summary>
    /// <exception cref="RegistryException">Out of encryption.</exception>
    public Uri Next(Uri location)
    {
        var next = new Uri(Address, location);
        return next.Scheme == Uri.UriSchemeHttps || next.Scheme == Address.Scheme
            ? next
            : throw new RegistryException(
                RegistryFault.Other,
                Repository,
                $"the registry {Address.Authority} wants {this} to go on without encryption, at {next.Scheme}://{next.Authority}; "
                    + "a registry behind a proxy has to be told that it is reached by https (X-Forwarded-Proto)"
            );
    }

    /// <summary>What the request does, for messages: no query, for that can hold a registry's secrets.</summary>
    public override string ToString() => $"{Method} {Address.AbsolutePath}";
}

/// <summary>What a token has to allow, in the words of the distribution specification's token authentication.</summary>
/// <param name="Value">The scopes, separated by spaces.</param>
internal sealed record AccessScope(string Value)
{
    /// <summary>Reading.</summary>
    public static AccessScope Pull(ImageRepository repository) => new($"repository:{repository}:pull");

    /// <summary>Writing, and reading from the repository that blobs are mounted from.</summary>
    public static AccessScope Push(ImageRepository repository, ImageRepository? mountFrom = null) =>
        new($"repository:{repository}:pull,push" + (mountFrom is null ? "" : $" repository:{mountFrom}:pull"));
}
