using System.Text;
using System.Text.RegularExpressions;
using Deploy.Charts.Index;
using Deploy.Charts.Tests.Fixtures;
using FsCheck.Xunit;

namespace Deploy.Charts.Tests.Index;

public sealed partial class IndexEditorProperties
{
    [Property(MaxTest = 500)]
    public void Should_keep_every_other_line_whatever_the_index_looks_like(int seed, byte number)
    {
        var index = new RandomIndex(seed);
        var (chart, version) = (index.FreeName(number), $"1.{number}.1");

        var result = IndexEditorTests.Insert(index.Text, chart, version);

        Entries(result).ShouldBe([.. index.Entries, (chart, version)], ignoreOrder: true);
        WithoutAdded(result, chart, version).ShouldBe(WithoutMarks(index.Text, chart));
    }

    [Property(MaxTest = 100)]
    public void Should_stay_sorted_where_Helm_sorts(byte[] numbers)
    {
        var index = Encoding.UTF8.GetString(IndexEditor.Empty(DateTimeOffset.UnixEpoch).ToArray());
        foreach (var number in numbers.Distinct())
        {
            index = IndexEditorTests.Insert(index, $"web{number % 15}", $"{number}.0.0");
        }

        Entries(index)
            .ShouldBe(
                numbers
                    .Distinct()
                    .OrderBy(number => number % 15)
                    .ThenByDescending(number => number)
                    .Select(number => ($"web{number % 15}", $"{number}.0.0"))
            );
    }

    private static List<(string, string)> Entries(string index)
    {
        var entries = new List<(string, string)>();
        var reader = new IndexReader(new IndexText(Encoding.UTF8.GetBytes(index)), "index.yaml");
        while (reader.Read())
        {
            if (reader.Token == IndexToken.Version)
            {
                entries.Add((reader.Chart, reader.Text(reader.Fields.Version)));
            }
        }

        return entries;
    }

    // Takes the lines out that an insertion adds; what is left has to be the index as it was, but for the time and the
    // marks of empty collections.
    private static string WithoutAdded(string result, string chart, string version)
    {
        var start = result.IndexOf("  - apiVersion: v2\n", StringComparison.Ordinal);
        var end =
            result.IndexOf($"    version: {version}\n", start, StringComparison.Ordinal)
            + $"    version: {version}\n".Length;
        return WithoutMarks(result.Remove(start, end - start), chart);
    }

    private static string WithoutMarks(string index, string chart) =>
        Time()
            .Replace(index, "generated:")
            .Replace("entries: {}\n", "entries:\n")
            .Replace($"\n  {chart}: []\n", "\n")
            .Replace($"\n  {chart}:\n", "\n");

    [GeneratedRegex("generated: .*", RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}
