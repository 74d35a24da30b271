namespace Deploy.Charts.Index;

/// <summary>What <see cref="IndexReader"/> stands on.</summary>
internal enum IndexToken
{
    /// <summary>Nothing was read yet.</summary>
    None,

    /// <summary>The line <c>entries:</c>.</summary>
    Entries,

    /// <summary>A chart's name, which its versions follow.</summary>
    Chart,

    /// <summary>One published version of the chart read last, all of its lines.</summary>
    Version,

    /// <summary>The line <c>generated:</c>.</summary>
    Generated,

    /// <summary>The end; everything that an index must have was there.</summary>
    End,
}
