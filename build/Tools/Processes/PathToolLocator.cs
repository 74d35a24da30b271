using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Path = System.IO.Path;

namespace Deploy.Tools.Processes;

/// <summary>
/// Finds executables on PATH alone. Cake's own locator would search every folder below <c>./tools</c> first, which
/// takes long in a big checkout and runs what anyone put there.
/// </summary>
/// <param name="fileSystem">Where to look.</param>
/// <param name="environment">PATH and the platform.</param>
public sealed class PathToolLocator(IFileSystem fileSystem, ICakeEnvironment environment) : IToolLocator
{
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Not offered: a tool elsewhere is named by <see cref="ToolSettings.ToolPath"/>.</summary>
    public void RegisterFile(FilePath path) => throw new NotSupportedException();

    /// <inheritdoc/>
    public FilePath? Resolve(string tool) => ResolveAll(tool).FirstOrDefault();

    /// <inheritdoc/>
    public FilePath? Resolve(IEnumerable<string> toolExeNames) => toolExeNames.SelectMany(ResolveAll).FirstOrDefault();

    /// <summary>Every executable of that name, in PATH's order.</summary>
    public IEnumerable<FilePath> ResolveAll(string tool) =>
        from folder in Folders()
        let file = new DirectoryPath(folder).CombineWithFilePath(FileName(tool))
        where fileSystem.Exist(file) && IsExecutable(file)
        select file;

    // An empty or relative entry would mean the working directory, whose files are not to be trusted as programs.
    private IEnumerable<string> Folders() =>
        (environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified);

    private string FileName(string tool) =>
        environment.Platform.Family == PlatformFamily.Windows && !Path.HasExtension(tool) ? $"{tool}.exe" : tool;

    // What is no real file (in a test's file system) has no mode to ask for.
    private static bool IsExecutable(FilePath file) =>
        OperatingSystem.IsWindows()
        || !File.Exists(file.FullPath)
        || (File.GetUnixFileMode(file.FullPath) & AnyExecute) != UnixFileMode.None;
}
