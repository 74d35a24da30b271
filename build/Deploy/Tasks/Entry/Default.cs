using Cake.Frosting;
using Deploy.Context;
using Deploy.Tasks.Operate;

namespace Deploy.Tasks.Entry;

/// <summary>Without a target, the program says what there is.</summary>
[TaskDescription("Lists the services; --help says what can be done with them.")]
[IsDependentOn(typeof(Services))]
public sealed class Default : FrostingTask<DeployContext>;
