namespace Deploy.Model.Catalog;

/// <summary>What services of one type have in common: how they are built, and how their charts take values.</summary>
/// <param name="Name">E.g. <c>gunicorn</c>.</param>
public sealed record ServiceType(string Name)
{
    /// <summary>The images of each service, and the values that hold their tags.</summary>
    public IReadOnlyList<ImageTemplate> Images { get; init; } = [];

    /// <summary>Values given at install time.</summary>
    public IReadOnlyList<ValueTemplate> Values { get; init; } = [];

    /// <summary>
    /// Where the number of pods goes; <c>*</c> stands for every key there is (<c>workers.*.replicas</c>). Null where the
    /// charts have no such value.
    /// </summary>
    public string? ReplicasValue { get; init; } = "replicas";
}
