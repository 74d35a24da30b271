using System.Net;
using System.Net.Http.Headers;

namespace Deploy.Oci.Registry;

/// <summary>Sends one request once: with authorization, within its time, and with failures told apart.</summary>
internal sealed class RegistryTransport(
    HttpClient http,
    Authenticator authenticator,
    TimeProvider clock,
    RegistrySettings settings
)
{
    // Without authorization, with it, and once more with a new token in place of one that has expired.
    private const int AuthorizationRounds = 3;

    private const int MostRedirects = 5;

    /// <summary>Sends the request, and reads the answer while it is there.</summary>
    /// <exception cref="RegistryException">Any answer but success and what the call expects; no answer at all.</exception>
    public async Task<T> SendAsync<T>(
        RegistryCall call,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        var limit = call.IsTransfer ? settings.TransferTimeout : settings.RequestTimeout;
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await SendFollowingAsync(call, either.Token);
            if (!response.IsSuccessStatusCode && !call.Expected.Contains(response.StatusCode))
            {
                var answering = call with { Address = response.RequestMessage?.RequestUri ?? call.Address };
                throw await RegistryFailure.OfAsync(answering, response, either.Token);
            }

            return await read(response, either.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw Passing(call, $"did not answer {call} within {limit.TotalSeconds:0} seconds", exception);
        }
        catch (HttpRequestException exception) when (IsFinal(exception))
        {
            var problem = $"the registry {call.Address.Authority} cannot be reached: {Innermost(exception)}";
            throw new RegistryException(RegistryFault.Other, call.Repository, problem, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Passing(call, $"broke off {call}: {Innermost(exception)}", exception);
        }
    }

    // A registry sends readers of blobs on to its storage, and some send writers, too.
    private async Task<HttpResponseMessage> SendFollowingAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendAuthorizedAsync(call, cancellationToken);
            if (redirects == MostRedirects || Target(call, response) is not { } target)
            {
                return response;
            }

            response.Dispose();
            call = call with { Address = target };
        }
    }

    private static Uri? Target(RegistryCall call, HttpResponseMessage response)
    {
        var isForAll = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        var isForReaders =
            response.StatusCode is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther
            && (call.Method == HttpMethod.Get || call.Method == HttpMethod.Head);
        return (isForAll || isForReaders) && response.Headers.Location is { } location ? call.Next(location) : null;
    }

    private async Task<HttpResponseMessage> SendAuthorizedAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var authorization = await authenticator.AuthorizeAsync(call, cancellationToken);
            using var request = Request(call, authorization);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var refused = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            if (
                !refused
                || round == AuthorizationRounds
                || !await authenticator.LearnAsync(
                    call,
                    authorization,
                    isFirst: round == 1,
                    response,
                    cancellationToken
                )
            )
            {
                return response;
            }

            response.Dispose();
        }
    }

    private static HttpRequestMessage Request(RegistryCall call, AuthenticationHeaderValue? authorization)
    {
        var request = new HttpRequestMessage(call.Method, call.Address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            Content = call.Content?.Invoke(),
        };
        request.Headers.Authorization = authorization;
        foreach (var mediaType in call.Accept)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        }

        return request;
    }

    private static RegistryException Passing(RegistryCall call, string problem, Exception exception) =>
        new(RegistryFault.Passing, call.Repository, $"the registry {call.Address.Authority} {problem}", exception);

    // No later try will find another name, trust another certificate, or see a door where none is.
    private static bool IsFinal(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static string Innermost(Exception exception) => Printable.Escape(exception.GetBaseException().Message);
}
