using Deploy.Images.Pex;
using Deploy.Model;

namespace Deploy.Steps.Build;

/// <summary>The PEX builders, each made when it is first needed.</summary>
public sealed class PexBuilders(IReadOnlyDictionary<PexBuilderKind, Lazy<IPexBuilder>> builders)
{
    /// <summary>The builder of a kind.</summary>
    public IPexBuilder this[PexBuilderKind kind] => builders[kind].Value;
}
