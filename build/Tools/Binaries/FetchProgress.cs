namespace Deploy.Tools.Binaries;

/// <summary>How far a fetch is.</summary>
/// <param name="Activity">What is being done, for people.</param>
/// <param name="Fraction">How much of it, from 0 to 1; null where nobody knows.</param>
public readonly record struct FetchProgress(string Activity, double? Fraction);
