namespace Deploy.Tools.Processes;

/// <summary>What a child left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output, lines joined by <c>\n</c>, without the last line's end.</param>
/// <param name="Error">Standard error, likewise.</param>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Whether the child ended with 0.</summary>
    public bool Succeeded => ExitCode == 0;
}
