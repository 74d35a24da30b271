using Deploy.Tools.Files;
using Deploy.Yaml;
using Deploy.Yaml.Editing;

namespace Deploy.Operations.BumpChart;

/// <summary>Raises the versions of charts in their Chart.yaml; every other byte stays. All of them, or none.</summary>
public sealed class BumpChartStep(FileSet files, RepositoryPaths paths, IRunEvents events)
{
    private static readonly YamlPath _version = YamlPath.Of("version");

    /// <summary>Raises a part of each chart's version.</summary>
    /// <param name="services">Whose charts.</param>
    /// <param name="part">The part.</param>
    /// <param name="planOnly">Whether to say what would be done, and leave it at that.</param>
    /// <exception cref="UsageException">A Chart.yaml is missing or wrong; nothing was written.</exception>
    public IReadOnlyList<BumpedChart> Run(IReadOnlyList<Service> services, VersionPart part, bool planOnly)
    {
        var edits = services
            .Select(service => service.ChartFolder)
            .Distinct(StringComparer.Ordinal)
            .Select(folder => Edit($"{folder}/Chart.yaml", part))
            .ToList();
        if (!planOnly)
        {
            files.Replace([.. edits.Select(edit => edit.File)]);
        }

        foreach (var (_, bumped) in edits)
        {
            events.Publish(
                new Note(
                    $"{bumped.Chart} {bumped.Old} → {bumped.New} ({bumped.File}{(planOnly ? ", not written" : "")})"
                )
            );
        }

        return [.. edits.Select(edit => edit.Bumped)];
    }

    private (PlannedFile File, BumpedChart Bumped) Edit(string file, VersionPart part)
    {
        var old = YamlFile.ReadBytes(paths.Absolute(file), file);
        var chart = YamlReader.Read(old, file).AsMapping();
        var version = chart.Require("version").As(text => new ChartVersion(text));
        var next = version.Next(part);
        var edited = ValuesEditor.Set(old, file, [new ScalarEdit(_version, next.Value)]);
        var name = chart.Require("name").As(text => new ChartName(text));
        return (new(file, old, edited.Content), new(name, file, version, next));
    }
}

/// <summary>A chart with a new version.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="File">Its Chart.yaml, relative to the repository.</param>
/// <param name="Old">The version that it had.</param>
/// <param name="New">The version that it has.</param>
public sealed record BumpedChart(ChartName Chart, string File, ChartVersion Old, ChartVersion New);
