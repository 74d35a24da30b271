using Deploy.Testing;

namespace Deploy.Integration.Handbook;

/// <summary>
/// What the tests of the handbook's sections share: a clone with a bare upstream, the embedded platform, and Helm. Each
/// class is named after the section of the handbook that it holds the program to.
/// </summary>
public abstract class HandbookTest : IDisposable
{
    /// <summary>The engineer's clone.</summary>
    protected Checkout Checkout { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Checkout.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the program, which has to succeed.</summary>
    protected async Task<string> RunAsync(params string[] arguments)
    {
        await RequireHelmAsync();
        var outcome = await Checkout.DeployAsync(arguments);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome.Output;
    }

    /// <summary>Runs the program, which has to refuse with an exit code.</summary>
    protected async Task<string> RefusedAsync(int exitCode, params string[] arguments)
    {
        var outcome = await Checkout.DeployAsync(arguments);
        outcome.ExitCode.ShouldBe(exitCode, outcome.ToString());
        return outcome.Error;
    }

    /// <summary>What a file of the clone holds.</summary>
    protected string Read(string path) => File.ReadAllText(Path.Combine(Checkout.Root, path));

    /// <summary>Replaces some text of a file of the clone.</summary>
    protected void Edit(string path, string old, string @new)
    {
        var text = Read(path);
        text.ShouldContain(old);
        File.WriteAllText(Path.Combine(Checkout.Root, path), text.Replace(old, @new));
    }

    /// <summary>Merges a branch into upstream's main branch as a pull request does, and checks main out.</summary>
    protected void MergePullRequest(string branch)
    {
        Checkout.Git("checkout", "--quiet", "main");
        Checkout.Git("merge", "--quiet", "--no-ff", "--message", $"Merge {branch}", branch);
        Checkout.Git("push", "--quiet", "origin", "main");
    }

    private static async Task RequireHelmAsync()
    {
        if ((await RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }
}
