using System.Text;
using k8s;

namespace Deploy.Clusters;

/// <summary>What containers print, as much of it as a person reads: a log may be one line of hundreds of megabytes.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class PodLogs(ClusterApi cluster)
{
    /// <summary>How many characters of a line are read; it is said where there were more.</summary>
    public const int LineLength = 16 * 1024;

    /// <summary>How many characters of a log are read.</summary>
    public const int Length = 4 * 1024 * 1024;

    /// <summary>How many lines of a log are read.</summary>
    public const int Lines = 20_000;

    /// <summary>The last lines of a container.</summary>
    /// <param name="namespace">Where the pod is.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="lines">How many at most.</param>
    /// <param name="previous">Whether those of the run before the present one are meant.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<string>> LastAsync(
        NamespaceName @namespace,
        string pod,
        string container,
        int lines,
        bool previous,
        CancellationToken cancel
    )
    {
        var read = new List<string>();
        await using var stream = await cluster.CallAsync(api =>
            api.CoreV1.ReadNamespacedPodLogAsync(
                pod,
                @namespace.Value,
                container: container,
                tailLines: lines,
                limitBytes: Length,
                previous: previous,
                cancellationToken: cancel
            )
        );
        await ReadAsync(stream, read.Add, cancel);
        return read;
    }

    /// <summary>What a container prints, line by line, until it ends, or has printed too much.</summary>
    public async Task FollowAsync(
        NamespaceName @namespace,
        string pod,
        string container,
        Action<string> line,
        CancellationToken cancel
    )
    {
        await using var stream = await cluster.CallAsync(api =>
            api.CoreV1.ReadNamespacedPodLogAsync(
                pod,
                @namespace.Value,
                container: container,
                follow: true,
                cancellationToken: cancel
            )
        );
        await ReadAsync(stream, line, cancel);
    }

    /// <summary>Hands on the lines of a log, within the limits; what is cut off is said.</summary>
    internal static async Task ReadAsync(Stream stream, Action<string> line, CancellationToken cancel)
    {
        using var reader = new StreamReader(stream);
        var buffer = new char[4096];
        var text = new StringBuilder();
        var (lines, length, cut) = (0, 0L, 0L);
        for (int count; (count = await reader.ReadAsync(buffer, cancel)) > 0; )
        {
            foreach (var character in buffer.AsSpan(0, count))
            {
                if (character == '\n')
                {
                    End();
                    if (++lines == Lines)
                    {
                        line($"(this log has more than {Lines} lines; no more are read)");
                        return;
                    }
                }
                else if (text.Length < LineLength)
                {
                    text.Append(character);
                }
                else
                {
                    cut++;
                }
            }

            if ((length += count) >= Length)
            {
                End();
                line($"(this log has more than {Length} characters; no more are read)");
                return;
            }
        }

        if (text.Length > 0)
        {
            End();
        }

        void End()
        {
            line(cut == 0 ? text.ToString().TrimEnd('\r') : $"{text} … ({cut} more characters)");
            text.Clear();
            cut = 0;
        }
    }
}
