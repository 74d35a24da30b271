using System.Diagnostics;
using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Git;

namespace Deploy.Tools.Tests.Git;

/// <summary>Real repositories in a temporary folder: a bare upstream, a clone of it, and a colleague's clone.</summary>
internal sealed class GitSandbox : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitSandbox(GitTemplate template) => template.CopyTo(_folder.Path);

    public string Folder => _folder.Path;

    public string Clone => Path.Combine(_folder.Path, "clone");

    public string Upstream => Path.Combine(_folder.Path, "upstream.git");

    public string Head => Run(Clone, "rev-parse HEAD").Trim();

    public static GitStateQuery Query { get; } = new("origin", null, ["src"], TimeSpan.FromMinutes(1));

    public GitClient Git(string? folder = null) => new(RealCommands.Host(), folder ?? Clone);

    public Task<GitState> StateAsync(string? folder = null, GitStateQuery? query = null) =>
        Git(folder).StateAsync(query ?? Query, CancellationToken.None);

    public void Write(string name, string text) => _folder.Write(Path.Combine("clone", name), text);

    public void Commit(string subject)
    {
        Run(Clone, "add --all");
        Run(Clone, $"commit --quiet --message=\"{subject}\"");
    }

    /// <summary>A colleague pushes a commit to upstream's main branch.</summary>
    public void ColleaguePushes(string file = "colleague.txt")
    {
        var colleague = Path.Combine(_folder.Path, "colleague");
        if (!Directory.Exists(colleague))
        {
            Run(_folder.Path, "clone --quiet upstream.git colleague");
        }

        _folder.Write(Path.Combine("colleague", file), "theirs\n");
        Run(colleague, "add --all");
        Run(colleague, "commit --quiet --message=Theirs");
        Run(colleague, "push --quiet origin HEAD:main");
    }

    /// <summary>Runs git as a user would, in a world without the machine's own configuration.</summary>
    public static string Run(string folder, string arguments, bool mayFail = false)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["GIT_CONFIG_NOSYSTEM"] = "1",
                ["GIT_CONFIG_COUNT"] = "3",
                ["GIT_CONFIG_KEY_0"] = "user.name",
                ["GIT_CONFIG_VALUE_0"] = "Someone",
                ["GIT_CONFIG_KEY_1"] = "user.email",
                ["GIT_CONFIG_VALUE_1"] = "someone@example.com",
                ["GIT_CONFIG_KEY_2"] = "protocol.file.allow",
                ["GIT_CONFIG_VALUE_2"] = "always",
                ["GIT_COMMITTER_DATE"] = "2026-03-01T12:00:00Z",
                ["GIT_AUTHOR_DATE"] = "2026-02-01T12:00:00Z",
            },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        (mayFail || process.ExitCode == 0).ShouldBeTrue($"git {arguments}: {error.Result}");
        return output;
    }

    public void Dispose() => _folder.Dispose();
}
