using Cake.Core;

namespace Cake.Frosting;

/// <summary><see cref="FrostingSetup{TContext}" /> with Cake's own context.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
