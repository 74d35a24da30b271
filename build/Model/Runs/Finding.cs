namespace Deploy.Model.Runs;

/// <summary>Something that a deploy needs, and how it is.</summary>
/// <param name="Subject">What, e.g. <c>helm</c> or <c>prod-e1-1 rights in staging</c>.</param>
/// <param name="Health">How it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do about it; null where nothing is to be done.</param>
public sealed record Finding(string Subject, Health Health, string Text, string? Remedy = null);

/// <summary>How something is that a deploy needs.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Good enough, but something is to be known or done about it.</summary>
    Warning,

    /// <summary>Missing or wrong, and something that the catalog asks for cannot be done.</summary>
    Missing,
}
