namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>Time and new identities, as they appear in objects.</summary>
internal sealed class ServerClock(TimeProvider time, Random random)
{
    // Letters and digits that spell no words, as the API server uses them for generated names.
    private const string NameLetters = "bcdfghjklmnpqrstvwxz2456789";

    private readonly Lock _gate = new();

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The present second, RFC 3339.</summary>
    public string Timestamp => Format(Now);

    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    /// <summary>A new random uid (RFC 9562 version 4).</summary>
    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
        {
            random.NextBytes(bytes);
        }

        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>The suffix of a generated name.</summary>
    public string NewSuffix(int length = 5)
    {
        lock (_gate)
        {
            return random.GetString(NameLetters, length);
        }
    }

    /// <summary>A number of a range, e.g. a node port.</summary>
    public int Next(int from, int to)
    {
        lock (_gate)
        {
            return random.Next(from, to);
        }
    }
}
