using System.Net;

namespace Deploy.Oci.Registry;

/// <summary>What kind of failure a registry's answer is.</summary>
public enum RegistryFault
{
    /// <summary>It may be gone at the next try: overload, a broken connection, damaged content.</summary>
    Passing,

    /// <summary>The tag is taken and may not be moved.</summary>
    TagImmutable,

    /// <summary>The repository does not exist.</summary>
    RepositoryMissing,

    /// <summary>The login was good once.</summary>
    TokenExpired,

    /// <summary>There is no login, or not one that may do this.</summary>
    Denied,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A request that a registry did not carry out. Never leaves this folder; see <see cref="ToFailure"/>.</summary>
public sealed class RegistryException(
    RegistryFault fault,
    ImageReference image,
    string problem,
    Exception? inner = null
) : Exception(problem, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public RegistryFault Fault => fault;

    /// <summary>How long the registry asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same for the user, with the next step.</summary>
    public FailedException ToFailure(int tries) =>
        fault switch
        {
            RegistryFault.TagImmutable => new(
                $"tag {Printable.Quote(image.Tag?.Value ?? "")} of {Repository} is taken and cannot be moved: {Said}",
                this
            )
            {
                NextStep = "deploy the image that has this tag, or commit, so that the new image gets a tag of its own",
            },
            RegistryFault.RepositoryMissing => new(
                $"the registry {image.Registry} has no repository {Printable.Quote(image.Repository.Value)}: {Said}",
                this
            )
            {
                NextStep = "create the repository, or correct its name in the catalog",
            },
            RegistryFault.TokenExpired => new($"the login to the registry {image.Registry} has expired: {Said}", this)
            {
                NextStep =
                    $"log in again (docker login {image.Registry}; for ECR renew the AWS session), then run again",
            },
            RegistryFault.Denied => new($"the registry {image.Registry} denies access to {Repository}: {Said}", this)
            {
                NextStep = $"log in with an account that has the right to it: docker login {image.Registry}",
            },
            RegistryFault.Passing => new($"{Said}, {tries} times in a row", this)
            {
                NextStep = "run again once the registry answers; what was pushed is not pushed again",
            },
            RegistryFault.Other => new(Said, this),
        };

    private string Repository => $"{image.Registry}/{image.Repository}";

    private string Said => Message;

    /// <summary>The kind of failure that a status and the registry's own error code mean.</summary>
    public static RegistryFault Classify(HttpStatusCode status, string code, string message) =>
        status switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                RegistryFault.Passing,
            // ECR, Artifact Registry, Harbor and Docker Hub differ in status and code, but all of them say the word.
            _ when Says(message, "immutab") => RegistryFault.TagImmutable,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when Says(message, "expired") =>
                RegistryFault.TokenExpired,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => RegistryFault.Denied,
            HttpStatusCode.NotFound when code == "NAME_UNKNOWN" => RegistryFault.RepositoryMissing,
            _ => RegistryFault.Other,
        };

    private static bool Says(string message, string word) => message.Contains(word, StringComparison.OrdinalIgnoreCase);
}
