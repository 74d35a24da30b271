using System.Text;

namespace Deploy.Sandbox.Front;

/// <summary>The beginning of an HTTP/1.1 request: what is needed to know where it leads.</summary>
/// <param name="Host">The host that it is for, without port; lower case.</param>
/// <param name="Path">The path, without query.</param>
/// <param name="Bytes">All that was read, as it is sent on.</param>
internal sealed record RequestHead(string Host, string Path, byte[] Bytes)
{
    private const int Longest = 32 << 10;

    private static readonly byte[] End = "\r\n\r\n"u8.ToArray();

    /// <summary>Reads up to the end of the head, and what came with it.</summary>
    /// <returns><c>null</c> when it is no request.</returns>
    public static async Task<RequestHead?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[Longest];
        var length = 0;
        while (
            length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancellation) is > 0 and var more
        )
        {
            length += more;
            if (buffer.AsSpan(0, length).IndexOf(End) is >= 0 and var end)
            {
                return Parse(buffer.AsSpan(0, end), buffer.AsSpan(end + End.Length, length - end - End.Length));
            }
        }

        return null;
    }

    private static RequestHead? Parse(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        if (lines[0].Split(' ') is not [_, var target, _])
        {
            return null;
        }

        var isUpgrade = lines.Any(line => line.StartsWith("upgrade:", StringComparison.OrdinalIgnoreCase));
        var host = lines
            .FirstOrDefault(line => line.StartsWith("host:", StringComparison.OrdinalIgnoreCase))
            ?[5..].Trim();
        // One request a connection: the next one may be for somebody else.
        var sent = isUpgrade
            ? lines
            :
            [
                .. lines.Where(line => !line.StartsWith("connection:", StringComparison.OrdinalIgnoreCase)),
                "Connection: close",
            ];
        return new RequestHead(
            (host ?? "").Split(':')[0].ToLowerInvariant().TrimEnd('.'),
            target.Split('?')[0],
            [.. Encoding.Latin1.GetBytes(string.Join("\r\n", sent)), .. End, .. body]
        );
    }
}
