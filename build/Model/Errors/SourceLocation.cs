namespace Deploy.Model.Errors;

/// <summary>A place in a text file.</summary>
/// <param name="File">Path as a person would type it: relative to the repository where possible.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column in characters, counted from 1.</param>
public sealed record SourceLocation(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, the form that editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
