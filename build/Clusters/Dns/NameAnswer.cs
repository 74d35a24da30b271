namespace Deploy.Clusters.Dns;

/// <summary>What a name's own servers know of it.</summary>
/// <param name="State">Whether it has an address.</param>
/// <param name="Detail">Why it has none, or why nobody knows; empty where it has one.</param>
public sealed record NameAnswer(NameState State, string Detail)
{
    /// <summary>Every server that answers has an address for it.</summary>
    public static NameAnswer Resolves { get; } = new(NameState.Resolves, "");

    /// <summary>A server has no address for it.</summary>
    public static NameAnswer Missing(string detail) => new(NameState.Missing, detail);

    /// <summary>No server could be asked.</summary>
    public static NameAnswer Unknown(string detail) => new(NameState.Unknown, detail);
}

/// <summary>Whether a name has an address.</summary>
public enum NameState
{
    /// <summary>It has, at every server of its zone that answers.</summary>
    Resolves,

    /// <summary>It has not, at least at one.</summary>
    Missing,

    /// <summary>Nobody who must know could be asked.</summary>
    Unknown,
}
