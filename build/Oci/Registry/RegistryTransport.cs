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
            using var response = await SendAuthorizedAsync(call, either.Token);
            if (!response.IsSuccessStatusCode && !call.Expected.Contains(response.StatusCode))
            {
                throw await RegistryFailure.OfAsync(call, response, either.Token);
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
