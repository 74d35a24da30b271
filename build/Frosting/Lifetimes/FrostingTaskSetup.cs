using Cake.Core;

namespace Cake.Frosting;

/// <summary><see cref="FrostingTaskSetup{TContext}" /> with Cake's own context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
