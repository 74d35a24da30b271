namespace Deploy.Oci.Registry;

/// <summary>What a registry says when it refuses.</summary>
internal static class RegistryFailure
{
    private const int LargestErrorBody = 64 * 1024;

    /// <summary>The failure that an answer tells of.</summary>
    public static async Task<RegistryException> OfAsync(
        RegistryCall call,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var error = RegistryJson.FirstError(await BodyAsync(response, cancellationToken));
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        var said = string.Join(": ", new[] { error.Code, error.Message }.Where(text => !string.IsNullOrEmpty(text)));
        var problem =
            $"the registry {call.Address.Authority} answered {status} to {call}"
            + (said.Length == 0 ? "" : $" ({Printable.Escape(said)})");
        var fault = RegistryException.Classify(response.StatusCode, error.Code ?? "", error.Message ?? "");
        return new RegistryException(fault, call.Repository, problem)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestErrorBody, cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException)
        {
            // The status says enough.
            return "";
        }
    }
}
