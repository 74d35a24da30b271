using System.Text;

namespace Deploy.Operations.Revert;

/// <summary>Says which lines of a file were changed again since the change that is to be undone.</summary>
internal static class RevertConflict
{
    /// <summary>The refusal.</summary>
    /// <param name="file">The file.</param>
    /// <param name="merged">The text with git's conflict markers.</param>
    /// <param name="commit">The commit that cannot be undone by itself.</param>
    public static RefusedException Of(string file, ReadOnlyMemory<byte> merged, string commit)
    {
        var lines = LinesOf(Encoding.UTF8.GetString(merged.Span)).ToList();
        return new(
            $"{file} has changed again since {commit}, in {string.Join(", ", lines.Select(line => $"line {line.Number} ({Printable.Escape(line.Text.Trim())})"))}"
        )
        {
            NextStep = $"undo it by hand: git revert {commit}",
        };
    }

    // Counted as in the file that is there: markers do not count, nor does the side that would be reverted to.
    private static IEnumerable<(int Number, string Text)> LinesOf(string merged)
    {
        var number = 0;
        var side = ' ';
        foreach (var line in merged.Split('\n'))
        {
            if (line.StartsWith("<<<<<<< ours", StringComparison.Ordinal))
            {
                side = '<';
            }
            else if (side == '<' && line.TrimEnd('\r') == "=======")
            {
                side = '>';
            }
            else if (line.StartsWith(">>>>>>> theirs", StringComparison.Ordinal))
            {
                side = ' ';
            }
            else if (side != '>')
            {
                number++;
                if (side == '<')
                {
                    yield return (number, line);
                }
            }
        }
    }
}
