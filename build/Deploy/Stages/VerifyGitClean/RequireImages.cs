using Deploy.Oci.Registry;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>
/// Sees to it that tags which are not built by the run, but given to it (to promote a build, or to go back to one), are
/// those of images that exist.
/// </summary>
public sealed class RequireImages(IRegistry registry)
{
    /// <summary>Asks the registry about every image, where the run does not make them itself.</summary>
    /// <exception cref="RefusedException">The registry lacks some; all are named.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        if (plan.Builds || (plan.Options.Tag is null && !plan.Scope.Pipeline.Runs(Stage.UpdateValues)))
        {
            return;
        }

        var missing = new List<ImageReference>();
        foreach (var image in plan.Services.SelectMany(service => service.Images).Select(image => image.Reference))
        {
            if (await registry.Manifests.FindAsync(image, cancellation) is null)
            {
                missing.Add(image);
            }
        }

        if (missing.Count > 0)
        {
            throw new RefusedException($"not in the registry: {string.Join(", ", missing)}")
            {
                NextStep = plan.Options.Tag is null
                    ? "build them with --target=BuildAndInstallProd"
                    : "name a tag that was pushed for every image of these services; --target=History lists them",
            };
        }
    }
}
