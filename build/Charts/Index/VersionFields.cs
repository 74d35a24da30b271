namespace Deploy.Charts.Index;

/// <summary>The fields of an entry that somebody asks for, raw as they stand behind their keys.</summary>
internal sealed class VersionFields
{
    private bool _inUrls;

    /// <summary>The version.</summary>
    public ReadOnlyMemory<byte> Version { get; private set; }

    /// <summary>The digest; empty if the entry has none.</summary>
    public ReadOnlyMemory<byte> Digest { get; private set; }

    /// <summary>When it was published; empty if the entry does not say.</summary>
    public ReadOnlyMemory<byte> Created { get; private set; }

    /// <summary>The first address; empty if the entry has none that is written as a list of lines.</summary>
    public ReadOnlyMemory<byte> Url { get; private set; }

    /// <summary>Begins with another entry.</summary>
    public void Clear()
    {
        Version = Digest = Created = Url = default;
        _inUrls = false;
    }

    /// <summary>Takes the line in that the field starts on.</summary>
    /// <param name="lines">Stands on the line.</param>
    /// <param name="column">Where its key is.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(IndexLines lines, int column)
    {
        var field = lines.Text[column..];
        _inUrls = false;
        switch (field[0])
        {
            case (byte)'v' when field.StartsWith("version:"u8):
                if (!Version.IsEmpty)
                {
                    return "a second 'version'";
                }

                Version = lines.From(column + "version:".Length);
                return null;
            case (byte)'d' when field.StartsWith("digest:"u8):
                if (!Digest.IsEmpty)
                {
                    return "a second 'digest'";
                }

                Digest = lines.From(column + "digest:".Length);
                return null;
            case (byte)'c' when field.StartsWith("created:"u8):
                Created = lines.From(column + "created:".Length);
                return null;
            case (byte)'u' when field.StartsWith("urls:"u8):
                _inUrls = true;
                return null;
            default:
                return field.IndexOf((byte)':') < 1 ? "a line that is no 'key: value'" : null;
        }
    }

    /// <summary>Takes a line in that lies deeper than the field that was taken last.</summary>
    public void TakeContent(IndexLines lines)
    {
        if (_inUrls && Url.IsEmpty && IsDash(lines.Text[lines.Indent..]))
        {
            Url = lines.From(lines.Indent + 1);
        }
    }

    /// <summary>Whether a list item begins here.</summary>
    public static bool IsDash(ReadOnlySpan<byte> text) => text[0] == '-' && (text.Length == 1 || text[1] == ' ');
}
