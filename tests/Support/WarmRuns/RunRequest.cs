using System.Text.Json;

namespace Deploy.WarmRuns;

/// <summary>A run that a program which is warm already shall do.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="Folder">The working folder.</param>
/// <param name="Environment">All variables that the run sees.</param>
/// <param name="Output">The file that gets the run's standard output.</param>
/// <param name="Error">The file that gets the run's standard error.</param>
public sealed record RunRequest(
    IReadOnlyList<string> Arguments,
    string Folder,
    IReadOnlyDictionary<string, string> Environment,
    string Output,
    string Error
)
{
    /// <summary>The variable that names the pipe for requests; an exit code answers each.</summary>
    public const string PipeVariable = "WARM_RUNS_PIPE";

    /// <summary>One line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>Reads such a line.</summary>
    public static RunRequest Parse(string line) => JsonSerializer.Deserialize<RunRequest>(line)!;
}
