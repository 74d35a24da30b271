using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Deploy.Charts.Objects;

/// <summary>Sorts what S3 and the way to it can answer: results, mistakes of the user, and what another try may mend.</summary>
internal static class S3Failure
{
    /// <summary>Makes a call.</summary>
    /// <param name="call">What it is, for messages.</param>
    /// <param name="send">The call.</param>
    /// <param name="resultOf">The status codes that are results, each with what it stands for; null for all others.</param>
    /// <param name="cancellationToken">The caller's own end of the wait, which is no failure.</param>
    /// <exception cref="TransientException">Another try may succeed.</exception>
    /// <exception cref="FailedException">No other try can.</exception>
    public static async Task<T> ExplainAsync<T>(
        string call,
        Func<Task<T>> send,
        Func<HttpStatusCode, S3Result<T>?> resultOf,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await send();
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchBucket")
        {
            throw Final(call, exception, "create the bucket, or correct the address in the catalog");
        }
        catch (AmazonS3Exception exception) when (resultOf(exception.StatusCode) is { } result)
        {
            return result.Value;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            throw Final(call, exception, "the credentials need s3:GetObject, s3:PutObject and s3:ListBucket there");
        }
        catch (AmazonS3Exception exception) when (!IsTransient(exception))
        {
            throw Final(call, exception, nextStep: null);
        }
        catch (Exception exception)
            when (exception
                    is AmazonServiceException
                        or AmazonClientException
                        or HttpRequestException
                        or IOException
                        or TimeoutException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new TransientException($"{call}: {exception.Message}", exception);
        }
    }

    private static bool IsTransient(AmazonS3Exception exception) =>
        (int)exception.StatusCode is 0 or 408 or 429 or >= 500
        || exception.ErrorCode is "RequestTimeout" or "SlowDown" or "BadDigest" or "IncompleteBody";

    private static FailedException Final(string call, AmazonS3Exception exception, string? nextStep) =>
        new($"{call}: {exception.ErrorCode}: {exception.Message}", exception) { NextStep = nextStep };
}

/// <summary>What a status code stands for.</summary>
/// <param name="Value">The result.</param>
internal sealed record S3Result<T>(T Value);
