using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Operations.CleanupStaging;

namespace Deploy.Operations.Entry;

/// <summary>Installs what values.yaml says to prod (or --env).</summary>
[TaskName(TaskNames.InstallProd)]
[TaskDescription("Installs what values.yaml says to prod (or --env).")]
[IsDependentOn(typeof(CleanupAfterProdTask))]
public sealed class InstallProdTask : FrostingTask<DeployContext>;
