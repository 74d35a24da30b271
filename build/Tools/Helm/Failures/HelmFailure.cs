namespace Deploy.Tools.Helm.Failures;

/// <summary>Why a verb failed.</summary>
/// <param name="Kind">What a program can act on.</param>
/// <param name="Summary">What happened, in a sentence for people.</param>
/// <param name="NextStep">What to do about it, where that is known.</param>
/// <param name="Object">The object that it is about, <c>Deployment infosite</c>.</param>
/// <param name="Field">The field that it is about, <c>spec.selector</c>.</param>
public sealed record HelmFailure(
    HelmFailureKind Kind,
    string Summary,
    string? NextStep = null,
    string? Object = null,
    string? Field = null
);
