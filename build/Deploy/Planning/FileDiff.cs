using System.Text;
using Deploy.Yaml;

namespace Deploy.Planning;

/// <summary>What a planned file changes, as <c>diff -u</c> shows it.</summary>
internal static class FileDiff
{
    /// <summary>The lines of the diff, safe to show.</summary>
    public static IEnumerable<string> Of(PlannedFile file) =>
        UnifiedDiff.Of(Text(file.Old), Text(file.New), file.Path).Select(Printable.Escape);

    private static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span);
}
