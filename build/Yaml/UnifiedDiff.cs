using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace Deploy.Yaml;

/// <summary>What <c>diff -u</c> prints for two texts, without colours.</summary>
public static class UnifiedDiff
{
    private const int ContextLines = 3;

    /// <summary>The lines of the diff, without line ends; none if the texts are the same.</summary>
    /// <param name="before">The text as it is.</param>
    /// <param name="after">The text as it will be.</param>
    /// <param name="label">The file's path, for the head.</param>
    public static IReadOnlyList<string> Of(string before, string after, string label)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, false, false, LineEndingsPreservingChunker.Instance);
        if (diff.DiffBlocks.Count == 0)
        {
            return [];
        }

        var lines = new List<string> { $"--- a/{label}", $"+++ b/{label}" };
        for (var first = 0; first < diff.DiffBlocks.Count; )
        {
            var next = first + 1;
            while (next < diff.DiffBlocks.Count && AreNear(diff.DiffBlocks[next - 1], diff.DiffBlocks[next]))
            {
                next++;
            }

            AddHunk(diff, first, next, lines);
            first = next;
        }

        return lines;
    }

    // Blocks whose context would touch share a hunk.
    private static bool AreNear(DiffBlock block, DiffBlock next) =>
        next.DeleteStartA - (block.DeleteStartA + block.DeleteCountA) <= 2 * ContextLines;

    private static void AddHunk(DiffResult diff, int first, int next, List<string> lines)
    {
        var (begin, last) = (diff.DiffBlocks[first], diff.DiffBlocks[next - 1]);
        var before = Math.Min(ContextLines, begin.DeleteStartA);
        var behind = Math.Min(ContextLines, diff.PiecesOld.Count - (last.DeleteStartA + last.DeleteCountA));
        var oldEnd = last.DeleteStartA + last.DeleteCountA + behind;
        var newEnd = last.InsertStartB + last.InsertCountB + behind;
        var (oldStart, newStart) = (begin.DeleteStartA - before, begin.InsertStartB - before);
        lines.Add($"@@ -{Range(oldStart, oldEnd)} +{Range(newStart, newEnd)} @@");

        var position = oldStart;
        for (var i = first; i < next; i++)
        {
            var block = diff.DiffBlocks[i];
            Add(' ', diff.PiecesOld, position, block.DeleteStartA, lines);
            position = block.DeleteStartA + block.DeleteCountA;
            Add('-', diff.PiecesOld, block.DeleteStartA, position, lines);
            Add('+', diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB, lines);
        }

        Add(' ', diff.PiecesOld, position, oldEnd, lines);
    }

    // An empty range is named by the line before it.
    private static string Range(int start, int end) =>
        (end - start) switch
        {
            0 => $"{start},0",
            1 => $"{start + 1}",
            var count => $"{start + 1},{count}",
        };

    private static void Add(char mark, IReadOnlyList<string> pieces, int start, int end, List<string> lines)
    {
        for (var i = start; i < end; i++)
        {
            var text = pieces[i].TrimEnd('\r', '\n');
            lines.Add($"{mark}{text}");
            if (text.Length == pieces[i].Length)
            {
                lines.Add(@"\ No newline at end of file");
            }
        }
    }
}
