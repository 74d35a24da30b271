using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Stages.HelmTest;

namespace Deploy.Operations.Entry;

/// <summary>Builds what the tree holds, and installs it into your own namespace.</summary>
[TaskName(TaskNames.InstallDev)]
[TaskDescription("Builds what the tree holds, and installs it into your own namespace.")]
[IsDependentOn(typeof(HelmTestTask))]
public sealed class InstallDevTask : FrostingTask<DeployContext>;
