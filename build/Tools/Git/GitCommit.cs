namespace Deploy.Tools.Git;

/// <summary>A commit.</summary>
/// <param name="Id">Its full id, lower-case hex.</param>
/// <param name="Time">When it was committed (not authored), UTC.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Subject">The first paragraph of its message.</param>
public sealed record GitCommit(string Id, DateTimeOffset Time, string Author, string Subject);
