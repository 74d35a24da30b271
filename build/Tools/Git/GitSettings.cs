using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Git;

/// <summary>One call of git.</summary>
public sealed class GitSettings : CommandSettings
{
    /// <summary>A call in a folder.</summary>
    /// <param name="folder">Where git starts looking for its repository.</param>
    public GitSettings(DirectoryPath folder)
    {
        WorkingDirectory = folder;
        ToolTimeout = TimeSpan.FromMinutes(1);
        EnvironmentVariables["LC_ALL"] = "C";
        EnvironmentVariables["LANGUAGE"] = "C";
        // Reading must not fight with the user's own git for the index.
        EnvironmentVariables["GIT_OPTIONAL_LOCKS"] = "0";
        EnvironmentVariables["GIT_TERMINAL_PROMPT"] = "0";
        EnvironmentVariables["GIT_PAGER"] = "cat";
        // Inside a hook, or another tool's call, these would point to that one's repository.
        foreach (
            var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_LITERAL_PATHSPECS"]
        )
        {
            EnvironmentVariables[name] = null!;
        }
    }

    /// <summary>Whether an exit code other than 0 is a result, not a failure.</summary>
    public bool MayFail { get; init; }
}
