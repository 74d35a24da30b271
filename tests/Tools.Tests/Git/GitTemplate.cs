using Deploy.Testing;

[assembly: AssemblyFixture(typeof(Deploy.Tools.Tests.Git.GitTemplate))]

namespace Deploy.Tools.Tests.Git;

/// <summary>
/// A bare upstream with one commit and a clone of it, made once and copied for each test: making them takes ten
/// processes.
/// </summary>
public sealed class GitTemplate : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitTemplate()
    {
        GitSandbox.Run(_folder.Path, "init --quiet --bare --initial-branch=main upstream.git");
        GitSandbox.Run(_folder.Path, "clone --quiet upstream.git clone");
        _folder.Write("clone/src/app.py", "print('one')\n");
        _folder.Write("clone/.gitignore", "*.log\nbuild/\n");
        var clone = Path.Combine(_folder.Path, "clone");
        GitSandbox.Run(clone, "add --all");
        GitSandbox.Run(clone, "commit --quiet --message=First");
        GitSandbox.Run(clone, "push --quiet origin main");
        GitSandbox.Run(clone, "remote set-head origin main");
        // Relative, so that each copy has its own upstream.
        GitSandbox.Run(clone, "remote set-url origin ../upstream.git");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Copies both repositories.</summary>
    internal void CopyTo(string folder)
    {
        foreach (var directory in Directory.GetDirectories(_folder.Path, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(folder, Path.GetRelativePath(_folder.Path, directory)));
        }

        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(folder, Path.GetRelativePath(_folder.Path, file)));
        }
    }
}
