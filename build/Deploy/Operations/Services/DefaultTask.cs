using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Services;

/// <summary>Without a target, the program says what there is.</summary>
[TaskName(TaskNames.Default)]
[TaskDescription("Lists the services; --help says what can be done with them.")]
[IsDependentOn(typeof(ServicesTask))]
public sealed class DefaultTask : FrostingTask<DeployContext>;
