using Deploy.Model;

namespace Deploy.Charts;

/// <summary>A chart is not published, by the rules of publishing.</summary>
/// <param name="decision">Why.</param>
public sealed class PublishRefusedException(PublishDecision.Refused decision) : RefusedException(decision.Reason)
{
    /// <summary>Why.</summary>
    public PublishDecision.Refused Decision => decision;
}
