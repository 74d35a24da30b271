using Cake.Frosting;
using Deploy.Context;
using Deploy.Tasks.Operate;

namespace Deploy.Tasks.Entry;

/// <summary>Builds what was merged, and installs it to staging (or --env).</summary>
[TaskDescription("Builds what was merged, and installs it to staging (or --env).")]
[IsDependentOn(typeof(CleanupAfterProd))]
public sealed class BuildAndInstallProd : FrostingTask<DeployContext>;
