using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Operations.CleanupStaging;

namespace Deploy.Operations.Entry;

/// <summary>Builds what was merged, and installs it to staging (or --env).</summary>
[TaskName(TaskNames.BuildAndInstallProd)]
[TaskDescription("Builds what was merged, and installs it to staging (or --env).")]
[IsDependentOn(typeof(CleanupAfterProdTask))]
public sealed class BuildAndInstallProdTask : FrostingTask<DeployContext>;
