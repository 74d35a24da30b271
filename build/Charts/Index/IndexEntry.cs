using System.Text;
using System.Text.Json.Nodes;
using Deploy.Charts.Metadata;

namespace Deploy.Charts.Index;

/// <summary>What a new line of an index says: a chart's metadata and where its package is.</summary>
/// <param name="Metadata">The chart's own description.</param>
/// <param name="Digest">The package's digest.</param>
/// <param name="Url">Where the package is: relative to the repository, or absolute.</param>
/// <param name="Created">When it was published.</param>
public sealed record IndexEntry(ChartMetadata Metadata, Digest Digest, string Url, DateTimeOffset Created)
{
    /// <summary>How Helm writes a point in time.</summary>
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The entry as lines of a list, keys in Helm's order.</summary>
    /// <param name="indent">How deep the dash is indented, in spaces.</param>
    /// <param name="newline">The index's line end.</param>
    internal byte[] ToLines(int indent, string newline)
    {
        var fields = Metadata.Fields.DeepClone().AsObject();
        fields["created"] = Created.UtcDateTime.ToString(TimeFormat);
        fields["digest"] = Digest.Hex;
        fields["urls"] = new JsonArray(Url);
        var text = new StringBuilder();
        BlockYaml.WriteItem(text, fields, indent);
        return Encoding.UTF8.GetBytes(text.Replace("\n", newline).ToString());
    }
}
