using Cake.Core;

namespace Cake.Frosting;

/// <summary><see cref="FrostingTaskTeardown{TContext}" /> with Cake's own context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
