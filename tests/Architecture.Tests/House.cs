using Deploy.Testing;

namespace Deploy.Architecture.Tests;

/// <summary>The sources below <c>build/</c>, read once for all tests.</summary>
public sealed class House
{
    private static readonly string[] _implicit =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    /// <summary>Reads them.</summary>
    public House()
    {
        Files =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "build"), "*.cs", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.Root, path))
                .Order(StringComparer.Ordinal),
        ];
        Sources = new(Files.Select(file => KeyValuePair.Create(file, Read(file))), [.. _implicit, .. Model(Files)]);
        Graph = SourceGraph.Of(Sources);
    }

    /// <summary>The sources, relative to the root of the repository.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The sources, understood.</summary>
    public Sources Sources { get; }

    /// <summary>Which uses which.</summary>
    public SourceGraph Graph { get; }

    /// <summary>A file's text.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    /// <summary>The room that a file is in: a project, or a folder of the program.</summary>
    public static string Room(string file) =>
        file.Split('/') switch
        {
            [_, "Deploy", "Program.cs"] => "Composition",
            [_, "Deploy", var folder, ..] => folder,
            [_, var project, ..] => project,
            _ => file,
        };

    // Every project sees the names of the model (Directory.Build.props).
    private static IEnumerable<string> Model(IEnumerable<string> files) =>
        files
            .Where(file => file.StartsWith("build/Model/", StringComparison.Ordinal))
            .Select(file => $"Deploy.Model.{file.Split('/')[2]}")
            .Distinct();
}
