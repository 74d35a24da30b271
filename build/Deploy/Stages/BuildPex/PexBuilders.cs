using Deploy.Images.Pex;

namespace Deploy.Stages.BuildPex;

/// <summary>The PEX builders, each made when it is first needed.</summary>
public sealed class PexBuilders(IReadOnlyDictionary<PexBuilderKind, Lazy<IPexBuilder>> builders)
{
    /// <summary>The builder of a kind.</summary>
    public IPexBuilder this[PexBuilderKind kind] => builders[kind].Value;
}
