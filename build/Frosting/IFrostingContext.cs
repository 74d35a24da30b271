using Cake.Core;

namespace Cake.Frosting;

/// <summary>What all tasks of a run share. <see cref="FrostingContext" /> is the usual base class.</summary>
public interface IFrostingContext : ICakeContext;
