using Cake.Core;

namespace Cake.Frosting;

/// <summary><see cref="FrostingTaskLifetime{TContext}" /> with Cake's own context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
