using Cake.Frosting;
using Deploy.Context;
using Deploy.Tasks.Test;

namespace Deploy.Tasks.Entry;

/// <summary>Builds what the tree holds, and installs it into your own namespace.</summary>
[TaskDescription("Builds what the tree holds, and installs it into your own namespace.")]
[IsDependentOn(typeof(HelmTest))]
public sealed class InstallDev : FrostingTask<DeployContext>;
