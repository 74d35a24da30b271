using System.Text.RegularExpressions;
using Deploy.Testing;

namespace Deploy.Tests.Docs;

/// <summary>What the repository says leads to something, and that is in the repository.</summary>
public sealed partial class LinksTests
{
    private static readonly string[] _folders = ["build", "charts", "docs", "services", "tests"];

    [Fact]
    public void Should_lead_to_a_file_and_a_heading()
    {
        var broken =
            from document in Files("*.md")
            from Match link in Link().Matches(File.ReadAllText(document))
            where !IsThere(document, link.Groups["path"].Value, link.Groups["heading"].Value)
            select $"{Path.GetRelativePath(Repository.Root, document)}: {link.Value}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Should_not_lead_to_texts_that_only_its_makers_have()
    {
        var outside =
            from file in Files("*.md").Concat(Files("*.cs")).Concat(Files("*.sh")).Concat(Files("*.ps1"))
            where !file.EndsWith($"{nameof(LinksTests)}.cs", StringComparison.Ordinal)
            from Match name in Outside().Matches(File.ReadAllText(file))
            select $"{Path.GetRelativePath(Repository.Root, file)}: {name.Value}";

        outside.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\]\((?!\w+:)(?<path>[^)#\s]*)(#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(
        @"shared/docs|\b(faults|spec|design|toolchain-helm|frosting-api|house-style)\.md\b|\bissue [0-9]+\b"
    )]
    private static partial Regex Outside();

    [GeneratedRegex(@"^#+ +(?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    private static IEnumerable<string> Files(string pattern) =>
        Directory
            .EnumerateFiles(Repository.Root, pattern)
            .Concat(
                _folders.SelectMany(folder =>
                    Directory.EnumerateFiles(
                        Path.Combine(Repository.Root, folder),
                        pattern,
                        SearchOption.AllDirectories
                    )
                )
            )
            .Where(file => !file.Contains("/Fixtures/", StringComparison.Ordinal));

    private static bool IsThere(string document, string path, string heading)
    {
        var target = path.Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, path);
        return (File.Exists(target) || Directory.Exists(target))
            && (heading.Length == 0 || Anchors(File.ReadAllText(target)).Contains(heading));
    }

    /// <summary>The names that GitHub gives to headings.</summary>
    private static IEnumerable<string> Anchors(string text) =>
        Heading()
            .Matches(text)
            .Select(heading =>
                NoAnchor().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')
            );
}
