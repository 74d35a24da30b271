using System.Text;

namespace Deploy.Charts.Packaging;

/// <summary>
/// Which files of a chart's folder stay out of its package, as Helm reads <c>.helmignore</c>: one pattern a line; with a
/// slash inside it is matched against the whole path, else against the name; a slash at the end means folders only;
/// <c>!</c> turns a rule around, and then everything that does <em>not</em> match is left out. <c>**</c> is an error.
/// Hidden files in <c>templates/</c> always stay out.
/// </summary>
internal sealed class HelmIgnore
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".helmignore";

    private readonly List<Rule> _rules = [];

    private HelmIgnore() => _rules.Add(Rule.Parse("templates/.?*"));

    /// <summary>Reads the rules of a chart.</summary>
    /// <param name="content">The file, or nothing if the chart has none.</param>
    /// <param name="file">Its path for errors.</param>
    /// <exception cref="UsageException">A pattern that Helm would not take.</exception>
    public static HelmIgnore Parse(ReadOnlySpan<byte> content, string file)
    {
        var ignore = new HelmIgnore();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(content).TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            var pattern = line.Trim();
            if (pattern.IsEmpty || pattern[0] == '#')
            {
                continue;
            }

            try
            {
                ignore._rules.Add(Rule.Parse(pattern.ToString()));
            }
            catch (FormatException exception)
            {
                throw new UsageException($"{Printable.Quote(pattern.ToString())}: {exception.Message}", exception)
                {
                    Location = new SourceLocation(file, number, 1),
                };
            }
        }

        return ignore;
    }

    /// <summary>Whether a file or folder stays out of the package.</summary>
    /// <param name="path">Path in the chart.</param>
    /// <param name="isFolder">Whether it is a folder; all below an ignored folder is ignored.</param>
    public bool Ignores(string path, bool isFolder) => _rules.Exists(rule => rule.Ignores(path, isFolder));

    private sealed record Rule(string Pattern, bool WholePath, bool FoldersOnly, bool Negated)
    {
        public static Rule Parse(string line)
        {
            if (line.Contains("**", StringComparison.Ordinal))
            {
                throw new FormatException("'**' is not supported by Helm");
            }

            var negated = line.StartsWith('!');
            var pattern = negated ? line[1..] : line;
            var foldersOnly = pattern.EndsWith('/');
            pattern = foldersOnly ? pattern[..^1] : pattern;
            GlobPattern.Validate(pattern);
            return new(pattern.TrimStart('/'), pattern.Contains('/'), foldersOnly, negated);
        }

        public bool Ignores(string path, bool isFolder)
        {
            var matches = GlobPattern.IsMatch(Pattern, WholePath ? path : path[(path.LastIndexOf('/') + 1)..]);
            return Negated ? (FoldersOnly && !isFolder) || !matches : matches && (isFolder || !FoldersOnly);
        }
    }
}
