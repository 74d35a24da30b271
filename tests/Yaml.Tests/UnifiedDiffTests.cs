namespace Deploy.Yaml.Tests;

public sealed class UnifiedDiffTests
{
    private static string Diff(string before, string after) =>
        string.Join('\n', UnifiedDiff.Of(before, after, "values.yaml"));

    private static string Lines(int from, int to) =>
        string.Concat(Enumerable.Range(from, to - from + 1).Select(i => $"{i}\n"));

    [Fact]
    public void Should_say_nothing_where_nothing_changed() => Diff("a: 1\n", "a: 1\n").ShouldBeEmpty();

    [Fact]
    public void Should_show_a_change_with_three_lines_around_it() =>
        Diff(Lines(1, 9), Lines(1, 4) + "five\n" + Lines(6, 9))
            .ShouldBe("--- a/values.yaml\n+++ b/values.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8");

    [Fact]
    public void Should_show_far_changes_apart_and_near_ones_together() =>
        Diff(Lines(1, 30), "one\n" + Lines(2, 7) + "eight\n" + Lines(9, 29))
            .ShouldBe(
                "--- a/values.yaml\n+++ b/values.yaml\n@@ -1,11 +1,11 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n 9\n 10\n 11\n"
                    + "@@ -27,4 +27,3 @@\n 27\n 28\n 29\n-30"
            );

    [Fact]
    public void Should_tell_of_a_last_line_without_end() =>
        Diff("a: 1\r\nb: 2", "a: 1\r\nb: 3")
            .ShouldBe(
                "--- a/values.yaml\n+++ b/values.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n\\ No newline at end of file\n+b: 3\n\\ No newline at end of file"
            );

    [Fact]
    public void Should_show_a_file_that_was_empty() =>
        Diff("", "a: 1\n").ShouldBe("--- a/values.yaml\n+++ b/values.yaml\n@@ -0,0 +1 @@\n+a: 1");
}
