using System.Diagnostics;

namespace Deploy.Testing.Runs;

/// <summary>A clone of this repository's demo, with an upstream of its own, that the program is run in.</summary>
public sealed class Checkout : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deploy-flow-");

    /// <summary>Copies charts and sources, commits them, and pushes them to a bare upstream.</summary>
    public Checkout()
    {
        Copy(Path.Combine(Repository.Root, "charts"), Path.Combine(Root, "charts"));
        Copy(Path.Combine(Repository.Root, "services"), Path.Combine(Root, "services"));
        File.Copy(Path.Combine(Repository.Root, ".gitignore"), Path.Combine(Root, ".gitignore"));
        Directory.CreateSymbolicLink(Path.Combine(Root, ".tools"), Path.Combine(Repository.Root, ".tools"));
        Git("init", "--quiet", "--initial-branch=main");
        Git("add", "--all");
        Git("commit", "--quiet", "--message=Demo");
        Git("clone", "--quiet", "--bare", ".", Upstream);
        Git("remote", "add", "origin", Upstream);
    }

    /// <summary>The top of the checkout.</summary>
    public string Root => Path.Combine(_folder.FullName, "repository");

    private string Upstream => Path.Combine(_folder.FullName, "upstream.git");

    /// <summary>Variables that the program gets on top of this process's own.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Runs the program, in a process that is warm.</summary>
    public Task<Outcome> DeployAsync(params string[] arguments) => WarmPrograms.RunAsync(Start("", arguments));

    /// <summary>Runs a script of bash in which <c>$DEPLOY</c> is the program.</summary>
    public Task<Outcome> BashAsync(string script, params (string Name, string Value)[] variables) =>
        Outcome.OfAsync(Start("bash", ["-c", script], [.. variables, ("DEPLOY", $"dotnet {BuiltProgram.Path}")]));

    /// <summary>What git says has changed.</summary>
    public string Changes() => Git("status", "--porcelain");

    /// <summary>Commits everything and pushes it.</summary>
    public void Merge(string subject)
    {
        Git("commit", "--quiet", "--all", $"--message={subject}");
        Git("push", "--quiet", "origin", "main");
    }

    /// <summary>Runs git.</summary>
    public string Git(params string[] arguments)
    {
        Directory.CreateDirectory(Root);
        var identity = new[] { "-c", "user.name=Test", "-c", "user.email=test@example.com" };
        var outcome = Outcome.OfAsync(Start("git", [.. identity, .. arguments])).GetAwaiter().GetResult();
        return outcome.ExitCode == 0 ? outcome.Output : throw new InvalidOperationException(outcome.Error);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private ProcessStartInfo Start(
        string command,
        IReadOnlyList<string> arguments,
        params (string Name, string Value)[] variables
    ) =>
        Desk.Start(
            command,
            arguments,
            Root,
            [.. Environment.Select(variable => (variable.Key, variable.Value)), .. variables]
        );

    private static void Copy(string from, string to)
    {
        foreach (
            var file in Directory
                .EnumerateFiles(from, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("__pycache__"))
        )
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
