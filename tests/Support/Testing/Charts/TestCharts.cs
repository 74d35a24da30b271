using System.Text;
using Deploy.Charts.Contents;
using Deploy.Charts.Packaging;

namespace Deploy.Testing.Charts;

/// <summary>Charts for tests, from a few lines of text.</summary>
public static class TestCharts
{
    public static ChartPackage Package(
        string name = "web",
        string version = "0.1.0",
        string values = "a: 1\n",
        string template = "x"
    ) => ChartPackage.Pack(Contents(name, version, values, template), name);

    public static ChartContents Contents(
        string name = "web",
        string version = "0.1.0",
        string values = "a: 1\n",
        string template = "x"
    ) =>
        Contents(
            ("Chart.yaml", $"apiVersion: v2\nname: {name}\nversion: {version}\nappVersion: \"1.0\"\n"),
            ("values.yaml", values),
            ("templates/service.yaml", template)
        );

    public static ChartContents Contents(params (string Path, string Text)[] files) =>
        new(files.Select(file => new ChartFile(file.Path, Encoding.UTF8.GetBytes(file.Text))));

    /// <summary>Writes a chart's files to a folder.</summary>
    public static string WriteTo(string folder, params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return folder;
    }
}
