using Cake.Frosting;
using Deploy.Context;
using Deploy.Tasks.Test;

namespace Deploy.Tasks.Entry;

/// <summary>Installs what values.yaml says to prod (or --env).</summary>
[TaskDescription("Installs what values.yaml says to prod (or --env).")]
[IsDependentOn(typeof(HelmTest))]
public sealed class InstallProd : FrostingTask<DeployContext>;
