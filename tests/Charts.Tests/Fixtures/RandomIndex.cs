using System.Text;

namespace Deploy.Charts.Tests.Fixtures;

/// <summary>Indexes as life makes them: sorted or not, with comments, unknown fields, block scalars and blank lines.</summary>
internal sealed class RandomIndex
{
    private static readonly string[] Comments = ["# note", "#", "  # - version: 6.6.6", "    # digest: x"];
    private readonly Random _random;
    private readonly StringBuilder _text = new();

    public RandomIndex(int seed)
    {
        _random = new Random(seed);
        Build();
    }

    public string Text => _text.ToString();

    public List<(string Chart, string Version)> Entries { get; } = [];

    public string FreeName(int number) => $"{"abwxyz"[number % 6]}{number % 30}";

    private void Build()
    {
        Noise(indent: 0);
        Line(0, "apiVersion: v1");
        Noise(indent: 0);
        var charts = Enumerable.Range(0, _random.Next(5)).Select(_ => FreeName(_random.Next(60))).Distinct().ToList();
        if (_random.Next(3) > 0)
        {
            charts.Sort(StringComparer.Ordinal);
        }

        Line(0, charts.Count == 0 ? "entries: {}" : "entries:");
        foreach (var chart in charts)
        {
            Chart(chart);
        }

        Noise(indent: 0);
        Line(0, "generated: \"2020-01-01T00:00:00Z\"");
        Noise(indent: 0);
    }

    private void Chart(string chart)
    {
        Noise(indent: 2);
        var versions = Enumerable
            .Range(0, _random.Next(4))
            .Select(_ => $"{_random.Next(3)}.{_random.Next(12)}.0")
            .Distinct()
            .ToList();
        Line(2, versions.Count == 0 ? $"{chart}: []" : $"{chart}:");
        foreach (var version in versions.OrderByDescending(version => Version.Parse(version)))
        {
            Noise(indent: 2);
            Version_(chart, version);
            Entries.Add((chart, version));
        }
    }

    private void Version_(string chart, string version)
    {
        var fields = new List<string[]>
        {
            new[] { $"name: {chart}" },
            new[] { $"version: {version}" },
            new[] { $"digest: {new string('0', 64)}" },
            new[] { "urls:", $"- {chart}-{version}.tgz" },
        };
        if (_random.Next(2) == 0)
        {
            fields.Add(["annotations:", "  a: |", "    version: 6.6.6", "  b: \"x", "    digest: y\""]);
        }

        if (_random.Next(2) == 0)
        {
            fields.Add(["description: |+", "  text", "", "", "  # no comment", ""]);
        }

        var lines = fields.OrderBy(_ => _random.Next()).SelectMany(field => field).ToList();
        Line(2, "- " + lines[0]);
        foreach (var line in lines.Skip(1))
        {
            Line(line.Length == 0 ? 0 : 4, line);
        }
    }

    private void Noise(int indent)
    {
        if (_random.Next(4) == 0)
        {
            Line(indent, Comments[_random.Next(4)]);
        }

        if (_random.Next(5) == 0)
        {
            Line(0, "");
        }
    }

    private void Line(int indent, string text) => _text.Append(' ', indent).Append(text).Append('\n');
}
