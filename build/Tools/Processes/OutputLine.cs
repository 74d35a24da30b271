namespace Deploy.Tools.Processes;

/// <summary>One line that a child wrote.</summary>
/// <param name="Stream">Where it was written.</param>
/// <param name="Text">The line without its end; not yet made safe to show.</param>
public readonly record struct OutputLine(OutputStream Stream, string Text);

/// <summary>A child's standard streams.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,
}
