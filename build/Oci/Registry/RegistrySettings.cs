namespace Deploy.Oci.Registry;

/// <summary>How patient the client is, and in which pieces it sends.</summary>
public sealed record RegistrySettings
{
    /// <summary>How often a request is tried before its failure counts.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>The wait before the second try; it doubles from try to try, and jitter is added.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries, also where the registry asks for a longer one.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a request without content may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one transfer of a blob, or of one chunk of it, may take.</summary>
    public TimeSpan TransferTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The largest piece, in bytes, that is sent in one request. A larger blob goes in chunks, so that a connection that
    /// breaks costs one chunk only.
    /// </summary>
    public long ChunkSize { get; init; } = 64 * 1024 * 1024;
}
