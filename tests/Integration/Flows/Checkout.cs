using System.Diagnostics;
using Deploy.Testing;

namespace Deploy.Integration.Flows;

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
    public Dictionary<string, string> Environment { get; } = new() { ["USER"] = "ada" };

    /// <summary>Runs the program.</summary>
    public Task<Outcome> DeployAsync(params string[] arguments) =>
        RunAsync("dotnet", [BuiltProgram.Path, .. arguments]);

    /// <summary>Runs a script of bash in which <c>$DEPLOY</c> is the program.</summary>
    public Task<Outcome> BashAsync(string script, params (string Name, string Value)[] variables) =>
        RunAsync("bash", ["-c", script], [.. variables, ("DEPLOY", $"dotnet {BuiltProgram.Path}")]);

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
        var outcome = RunAsync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", .. arguments])
            .GetAwaiter()
            .GetResult();
        return outcome.ExitCode == 0 ? outcome.Output : throw new InvalidOperationException(outcome.Error);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<Outcome> RunAsync(
        string command,
        IReadOnlyList<string> arguments,
        params (string Name, string Value)[] variables
    )
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = Root };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("GITHUB_ACTOR");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return await Outcome.OfAsync(start);
    }

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

/// <summary>What a command came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained about.</param>
public sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command to its end.</summary>
    public static async Task<Outcome> OfAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Everything that it said, for messages of failing tests.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
