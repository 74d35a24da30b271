using System.Diagnostics;
using Deploy.Testing;
using Deploy.Testing.Yaml;
using Deploy.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Benchmarks.Values;

/// <summary>
/// Setting one tag in the largest values file of the corpus, against parsing and dumping the file with YamlDotNet; and
/// setting one value in each of 1,000 files.
/// </summary>
internal static class ValuesBenchmark
{
    private const int Turns = 4;
    private const int Files = 1000;
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(2);

    public static int Run()
    {
        if (Corpus.Missing is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }

        var largest = new LargestValues();
        Console.WriteLine(largest);
        var (ours, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        // By turns, so that whatever else the machine does falls on both; in the first, the JIT compiles.
        for (var turn = 0; turn < Turns; turn++)
        {
            ours = Best(ours, () => largest.Set());
            theirs = Best(theirs, () => largest.ParseAndDump());
        }

        Console.WriteLine($"ours        {ours.TotalMilliseconds, 8:0.00} ms, one run of the edit and its proof");
        Console.WriteLine($"YamlDotNet  {theirs.TotalMilliseconds, 8:0.00} ms, parse, set and dump");
        Console.WriteLine($"{theirs / ours:0.0} times faster");
        EditMany(Corpus.Files());
        return 0;
    }

    private static void EditMany(IReadOnlyList<(string Name, byte[] Bytes)> corpus)
    {
        using var folder = new TemporaryFolder();
        var files = new List<(string File, string[] Path)>();
        for (var number = 0; number < Files; number++)
        {
            var (name, bytes) = corpus[number % corpus.Count];
            if (FirstText(YamlReader.Read(bytes, name, YamlOptions.Values)) is { } path)
            {
                var file = Path.Combine(folder.Path, $"{number}.yaml");
                File.WriteAllBytes(file, bytes);
                files.Add((file, path));
            }
        }

        var watch = Stopwatch.StartNew();
        foreach (var (file, path) in files)
        {
            var edited = ValuesEditor.Set(File.ReadAllBytes(file), file, [new ScalarEdit(YamlPath.Of(path), "v1.2.3")]);
            File.WriteAllBytes(file, edited.Content.Span);
        }

        Console.WriteLine($"{files.Count:n0} files read, edited and written in {watch.Elapsed.TotalSeconds:0.00} s");
    }

    private static TimeSpan Best(TimeSpan best, Action action)
    {
        for (var turn = Stopwatch.StartNew(); turn.Elapsed < _turn; )
        {
            var watch = Stopwatch.StartNew();
            action();
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        return best;
    }

    private static string[]? FirstText(YamlNode root) =>
        YamlSearch.Find(root, (_, value) => value is YamlScalar { ValueKind: ScalarKind.Text });
}
