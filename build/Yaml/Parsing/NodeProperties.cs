namespace Deploy.Yaml.Parsing;

/// <summary>The anchor and the tag before a node: offsets, equal where there is none.</summary>
internal sealed record NodeProperties(int Start, int End, int AnchorStart, int AnchorEnd, int TagStart, int TagEnd)
{
    /// <summary>What most nodes have.</summary>
    public static NodeProperties None { get; } = new(0, 0, 0, 0, 0, 0);

    public bool Any => End > Start;

    public bool HasAnchor => AnchorEnd > AnchorStart;

    public bool HasTag => TagEnd > TagStart;
}
