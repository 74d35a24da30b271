using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Tools.Files;
using Deploy.Tools.Git;
using Deploy.Tools.Processes;

namespace Deploy.Hosting;

/// <summary>The program's own folders in the checkout, before anything in them is believed.</summary>
internal static class OwnState
{
    /// <summary>Refuses what came with the clone, and makes the folder that runs write to.</summary>
    /// <param name="paths">Where the checkout is.</param>
    /// <param name="hasEffects">Whether the run keeps anything.</param>
    /// <exception cref="RefusedException">Git tracks something in one of the folders.</exception>
    public static void Prepare(RepositoryPaths paths, bool hasEffects)
    {
        new OwnFoldersGuard(Host, paths).RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (hasEffects)
        {
            TryCreate(paths.Work);
        }
    }

    private static CommandHost Host() =>
        CommandHost.Create(
            new FileSystem(),
            new CakeEnvironment(new CakePlatform(), new CakeRuntime()),
            new NullLog(),
            TimeProvider.System
        );

    // Where it cannot be, whoever has something to keep says so.
    private static void TryCreate(string folder)
    {
        try
        {
            OwnFolder.Create(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }
}
