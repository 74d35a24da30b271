using Cake.Core;

namespace Cake.Frosting;

/// <summary><see cref="FrostingLifetime{TContext}" /> with Cake's own context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
