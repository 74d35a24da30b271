using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Deploy.Architecture.Tests;

/// <summary>Sources as the compiler understands them.</summary>
public sealed class Sources
{
    private readonly CSharpCompilation _compilation;

    /// <summary>Takes them.</summary>
    /// <param name="sources">Paths, as messages shall name them, and texts.</param>
    /// <param name="globalUsings">The namespaces that every source sees.</param>
    public Sources(IEnumerable<KeyValuePair<string, string>> sources, IEnumerable<string> globalUsings)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        Trees =
        [
            .. sources
                .AsParallel()
                .AsOrdered()
                .Select(source => CSharpSyntaxTree.ParseText(source.Value, options, source.Key)),
        ];
        var everywhere = string.Join('\n', globalUsings.Select(name => $"global using {name};"));
        _compilation = CSharpCompilation.Create(
            "sources",
            [.. Trees, CSharpSyntaxTree.ParseText(everywhere, options)],
            References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true)
        );
    }

    /// <summary>The sources, parsed.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>What the names in one of them mean.</summary>
    public SemanticModel Model(SyntaxTree tree) => _compilation.GetSemanticModel(tree);

    // The program's own assemblies are what is looked at; they come as sources.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && !IsOwn(name))
            .Select(path => MetadataReference.CreateFromFile(path));

    private static bool IsOwn(string assembly) =>
        assembly is "Deploy.dll" or "Cake.Frosting.dll" || assembly.StartsWith("Deploy.", StringComparison.Ordinal);
}
