using Deploy.Testing;

namespace Deploy.CrashSweep;

/// <summary>A command, and the state of checkout and platform that it starts from.</summary>
internal sealed class Flow : IDisposable
{
    private static readonly string[] _guarded = ["--services=infosite", "--strict", "--helm-version=4", "--yes"];

    private readonly TemporaryFolder _folder = new();

    private Flow(string target) => Arguments = [$"--target={target}", .. _guarded];

    /// <summary>The command's arguments.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The folder that holds checkout and upstream as they are before.</summary>
    public string Snapshot => Path.Combine(_folder.Path, "snapshot");

    /// <summary>From sources to staging, where nothing was before.</summary>
    public static Task<Flow> BuildAndInstallAsync() => PrepareAsync("BuildAndInstallProd", _ => Task.CompletedTask);

    /// <summary>An upgrade of prod to what was tried in staging, and the end of staging's release.</summary>
    public static Task<Flow> InstallAsync() =>
        PrepareAsync(
            "InstallProd",
            async checkout =>
            {
                await MergeTagsAsync(checkout);
                (await checkout.DeployAsync(["--target=InstallProd", .. _guarded])).ShouldSucceed();
                await File.AppendAllTextAsync(Path.Combine(checkout.Root, "services/infosite/app.py"), "\n# changed\n");
                checkout.Merge("Change infosite");
                await MergeTagsAsync(checkout);
            }
        );

    public void Dispose() => _folder.Dispose();

    private static async Task MergeTagsAsync(Checkout checkout)
    {
        (await checkout.DeployAsync(["--target=BuildAndInstallProd", .. _guarded])).ShouldSucceed();
        checkout.Merge("Update infosite");
    }

    private static async Task<Flow> PrepareAsync(string target, Func<Checkout, Task> prepare)
    {
        using var checkout = new Checkout();
        await prepare(checkout);
        var flow = new Flow(target);
        var copied = await Shell.RunAsync(
            checkout.Root,
            "cp -a \"$0\" \"$1\"",
            [Path.GetDirectoryName(checkout.Root)!, flow.Snapshot]
        );
        copied.ShouldSucceed();
        return flow;
    }
}

internal static class OutcomeExtensions
{
    public static void ShouldSucceed(this Outcome outcome) => outcome.ExitCode.ShouldBe(0, outcome.ToString());
}
