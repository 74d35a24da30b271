namespace Deploy.Tools.Git;

/// <summary>What came of merging a text.</summary>
/// <param name="Content">The merged text.</param>
/// <param name="HasConflicts">Whether it holds conflict markers.</param>
public sealed record GitMerge(ReadOnlyMemory<byte> Content, bool HasConflicts);
