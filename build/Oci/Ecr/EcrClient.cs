using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Deploy.Oci.Ecr;

/// <summary>ECR's API in one region. Nothing of AWS is loaded before the first call.</summary>
public sealed class EcrClient : IEcr, IDisposable
{
    private readonly Lazy<EcrServiceClient> _service;
    private readonly string _region;
    private readonly string? _account;

    /// <summary>Makes a client with the credentials that the SDK finds: environment, profiles, SSO, roles.</summary>
    /// <param name="region">The region, e.g. <c>us-east-1</c>.</param>
    /// <param name="account">The account of the registry; the caller's own where null.</param>
    /// <param name="endpoint">Where the API is; ECR's own address, or the SDK's override of it, where null.</param>
    public EcrClient(string region, string? account = null, Uri? endpoint = null)
        : this(region, account, () => new EcrServiceClient(new EcrConfig(region, endpoint))) { }

    internal EcrClient(string region, string? account, Func<EcrServiceClient> service)
    {
        (_region, _account) = (region, account);
        _service = new Lazy<EcrServiceClient>(service);
    }

    /// <inheritdoc/>
    public async Task<EcrLogin> GetAuthorizationTokenAsync(CancellationToken cancellationToken)
    {
        var output = await CallAsync(
            "GetAuthorizationToken",
            new GetAuthorizationTokenInput(),
            EcrJson.Default.GetAuthorizationTokenInput,
            EcrJson.Default.GetAuthorizationTokenOutput,
            cancellationToken
        );
        var data = output.AuthorizationData is [var first, ..] ? first : null;
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(data?.AuthorizationToken ?? "")).Split(':', 2);
        return parts is [var user, var password]
            ? new EcrLogin(user, password, Time(data!.ExpiresAt))
            : throw new FailedException($"ECR GetAuthorizationToken in {_region}: the answer has no login");
    }

    /// <inheritdoc/>
    public async Task<EcrRepository?> FindRepositoryAsync(
        ImageRepository repository,
        CancellationToken cancellationToken
    )
    {
        var output = await FindAsync(
            "DescribeRepositories",
            new DescribeRepositoriesInput(_account, [repository.Value]),
            EcrJson.Default.DescribeRepositoriesInput,
            EcrJson.Default.DescribeRepositoriesOutput,
            EcrFailure.RepositoryNotFound,
            cancellationToken
        );
        return output?.Repositories is [var found, ..] ? Repository(found) : null;
    }

    /// <inheritdoc/>
    public async Task<EcrRepository> CreateRepositoryAsync(
        ImageRepository repository,
        CancellationToken cancellationToken
    )
    {
        var output = await FindAsync(
            "CreateRepository",
            new CreateRepositoryInput(
                _account,
                repository.Value,
                "IMMUTABLE",
                new ScanningConfiguration(ScanOnPush: true)
            ),
            EcrJson.Default.CreateRepositoryInput,
            EcrJson.Default.CreateRepositoryOutput,
            EcrFailure.RepositoryAlreadyExists,
            cancellationToken
        );
        return output?.Repository is { } created
            ? Repository(created)
            : await FindRepositoryAsync(repository, cancellationToken)
                ?? throw new FailedException(
                    $"ECR has no repository {repository} in {_region} although it was created"
                );
    }

    /// <inheritdoc/>
    public async Task<EcrImage?> FindImageAsync(
        ImageRepository repository,
        ImageTag tag,
        CancellationToken cancellationToken
    )
    {
        var output = await FindAsync(
            "DescribeImages",
            new DescribeImagesInput(_account, repository.Value, [new ImageId(tag.Value)]),
            EcrJson.Default.DescribeImagesInput,
            EcrJson.Default.DescribeImagesOutput,
            EcrFailure.ImageNotFound,
            cancellationToken
        );
        return output?.ImageDetails is [{ ImageDigest: { } digest } image, ..]
            ? new EcrImage(new Digest(digest), Time(image.ImagePushedAt), image.ImageTags ?? [])
            : null;
    }

    /// <inheritdoc/>
    public async Task<EcrManifest?> GetManifestAsync(
        ImageRepository repository,
        ImageTag tag,
        CancellationToken cancellationToken
    )
    {
        var output = await CallAsync(
            "BatchGetImage",
            new BatchGetImageInput(_account, repository.Value, [new ImageId(tag.Value)], EcrMediaTypes.All),
            EcrJson.Default.BatchGetImageInput,
            EcrJson.Default.BatchGetImageOutput,
            cancellationToken
        );
        // An image that is not there is among the answer's failures, and no error of the call.
        return output.Images is [{ ImageManifest: { } manifest, ImageId.ImageDigest: { } digest } image, ..]
            ? new EcrManifest(new Digest(digest), image.ImageManifestMediaType ?? EcrMediaTypes.All[0], manifest)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_service.IsValueCreated)
        {
            _service.Value.Dispose();
        }
    }

    private static DateTimeOffset Time(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static EcrRepository Repository(RepositoryData data) =>
        new(
            new ImageRepository(data.RepositoryName ?? ""),
            new RegistryHost((data.RepositoryUri ?? "").Split('/')[0]),
            data.ImageTagMutability is "IMMUTABLE"
        );

    /// <summary>A call whose error <paramref name="absent"/> is an answer: null.</summary>
    private async Task<TOutput?> FindAsync<TInput, TOutput>(
        string operation,
        TInput input,
        JsonTypeInfo<TInput> inputType,
        JsonTypeInfo<TOutput> outputType,
        string absent,
        CancellationToken cancellationToken
    )
        where TOutput : class
    {
        try
        {
            return await CallAsync(operation, input, inputType, outputType, cancellationToken);
        }
        catch (FailedException failure)
            when (failure.InnerException is AmazonServiceException problem && problem.ErrorCode == absent)
        {
            return null;
        }
    }

    private async Task<TOutput> CallAsync<TInput, TOutput>(
        string operation,
        TInput input,
        JsonTypeInfo<TInput> inputType,
        JsonTypeInfo<TOutput> outputType,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _service.Value.CallAsync(operation, input, inputType, outputType, cancellationToken);
        }
        catch (Exception exception)
            when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or JsonException)
        {
            throw EcrFailure.Of(operation, _region, exception);
        }
    }
}
