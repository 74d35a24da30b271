using Deploy.Images.Build;

namespace Deploy.Hosting;

/// <summary>What the stages of this run have made so far: each gets what those before it hand on.</summary>
public sealed record Products
{
    /// <summary>Of BuildPex; null until it ran.</summary>
    public IReadOnlyList<PexBuilt>? Pexes { get; init; }

    /// <summary>Of BuildImage; null until it ran.</summary>
    public BuiltImages? Images { get; init; }

    /// <summary>Of PushEcr; empty where nothing is built.</summary>
    public IReadOnlyList<ImagePushed> Pushed { get; init; } = [];

    /// <summary>Of HelmInstall.</summary>
    public IReadOnlyList<ReleaseInstalled> Installed { get; init; } = [];

    /// <summary>What a stage cannot do without.</summary>
    /// <exception cref="UsageException">The stage that makes it was left out.</exception>
    public static T Require<T>(T? product, Stage maker, Stage user)
        where T : class =>
        product
        ?? throw new UsageException($"{user} takes what {maker} makes, and {maker} did not run")
        {
            NextStep = "leave --exclusive out",
        };
}
