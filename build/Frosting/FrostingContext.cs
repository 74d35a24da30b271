using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// The context of a run that asks for no other, and the base class of contexts that carry more
/// (<see cref="CakeHostExtensions.UseContext{TContext}" />).
/// </summary>
public class FrostingContext : CakeContextAdapter, IFrostingContext
{
    /// <summary>Creates the context; the container does.</summary>
    /// <param name="context">Cake's own context, to which every member is forwarded.</param>
    public FrostingContext(ICakeContext context)
        : base(context) { }
}
