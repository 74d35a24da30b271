using Cake.Core;

namespace Cake.Frosting;

/// <summary><see cref="FrostingTeardown{TContext}" /> with Cake's own context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
