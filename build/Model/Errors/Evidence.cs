namespace Deploy.Model.Errors;

/// <summary>Something that was seen and shows why a thing failed, kept because the failure's own clean-up removes it.</summary>
/// <param name="Title">What it is, e.g. <c>pod prod-infosite-7d4b9-x2x9p, container gunicorn: last lines</c>.</param>
/// <param name="Lines">What was seen; secrets masked, nothing escaped yet.</param>
public sealed record Evidence(string Title, IReadOnlyList<string> Lines);
