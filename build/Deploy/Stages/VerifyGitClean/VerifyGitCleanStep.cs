using Deploy.Planning;
using Deploy.Tools.Files;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>
/// Everything that is looked at before anything is built, pushed or written: that the target is meant, that the checkout
/// is upstream's, that no migration is left out, that images of a given tag exist, and that the values files can be written at all.
/// </summary>
public sealed class VerifyGitCleanStep(
    ConfirmTarget confirm,
    VerifyGit git,
    MigrationGate migrations,
    RequireImages images,
    FileSet files
)
{
    /// <summary>Looks.</summary>
    /// <exception cref="RefusedException">A guard refused.</exception>
    /// <exception cref="FailedException">A values file cannot be written.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        confirm.Run(plan);
        await git.RunAsync(plan, cancellation);
        await migrations.RunAsync(plan, cancellation);
        await images.RunAsync(plan, cancellation);
        files.RequireWritable([.. plan.Services.Select(service => service.Values).OfType<PlannedFile>()]);
    }
}
