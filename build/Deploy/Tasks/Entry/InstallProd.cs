using Cake.Frosting;
using Deploy.Context;
using Deploy.Tasks.Operate;

namespace Deploy.Tasks.Entry;

/// <summary>Installs what values.yaml says to prod (or --env).</summary>
[TaskDescription("Installs what values.yaml says to prod (or --env).")]
[IsDependentOn(typeof(CleanupAfterProd))]
public sealed class InstallProd : FrostingTask<DeployContext>;
