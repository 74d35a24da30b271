using Amazon.Runtime;

namespace Deploy.Oci.Ecr;

/// <summary>What the SDK throws, as people read it.</summary>
internal static class EcrFailure
{
    public const string RepositoryNotFound = "RepositoryNotFoundException";
    public const string RepositoryAlreadyExists = "RepositoryAlreadyExistsException";
    public const string ImageNotFound = "ImageNotFoundException";

    /// <summary>The failure of a call, with the next step.</summary>
    public static FailedException Of(string operation, string region, Exception exception)
    {
        var code = (exception as AmazonServiceException)?.ErrorCode;
        var said = $"{(string.IsNullOrEmpty(code) ? "" : $"{code}: ")}{Printable.Escape(exception.Message)}";
        return code switch
        {
            "ExpiredTokenException" or "ExpiredToken" or "RequestExpired" => new(
                $"the AWS session has expired (ECR {operation} in {region}: {said})",
                exception
            )
            {
                NextStep = "renew it (aws sso login, or new keys), then run again",
            },
            "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException" => new(
                $"AWS does not know these credentials (ECR {operation} in {region}: {said})",
                exception
            )
            {
                NextStep = "check the profile: aws sts get-caller-identity says who you are",
            },
            "AccessDeniedException" => new($"AWS denies ECR {operation} in {region}: {said}", exception)
            {
                NextStep = $"have ecr:{operation} allowed for you",
            },
            "ThrottlingException" or "TooManyRequestsException" or "Throttling" => new(
                $"AWS throttled ECR {operation} in {region} at every try: {said}",
                exception
            )
            {
                NextStep = "run again in a minute, or with a lower --concurrency",
            },
            RepositoryNotFound => new($"ECR has no such repository in {region}: {said}", exception)
            {
                NextStep = "create the repository, or correct its name in the catalog",
            },
            null => new($"ECR {operation} in {region}: {said}", exception)
            {
                NextStep = "log in to AWS (aws sso login, or AWS_PROFILE), and see that the network reaches it",
            },
            _ => new($"ECR {operation} in {region}: {said}", exception),
        };
    }
}
