using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Deploy.Architecture.Tests;

/// <summary>
/// Which source file uses which, as the compiler understands the sources: what leaves no trace in an assembly counts as
/// well (<c>nameof</c>, constants, attributes). The files of one partial type are one.
/// </summary>
/// <param name="Uses">What each file uses, by paths relative to the root.</param>
public sealed record SourceGraph(IReadOnlyDictionary<string, IReadOnlySet<string>> Uses)
{
    /// <summary>The graph of sources.</summary>
    /// <param name="sources">Paths, as the graph shall name them, and texts.</param>
    /// <param name="globalUsings">The namespaces that every source sees.</param>
    public static SourceGraph Of(IEnumerable<KeyValuePair<string, string>> sources, IEnumerable<string> globalUsings)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = sources
            .AsParallel()
            .AsOrdered()
            .Select(source => CSharpSyntaxTree.ParseText(source.Value, options, source.Key))
            .ToList();
        var everywhere = string.Join('\n', globalUsings.Select(name => $"global using {name};"));
        var compilation = CSharpCompilation.Create(
            "sources",
            [.. trees, CSharpSyntaxTree.ParseText(everywhere, options)],
            References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true)
        );
        var wholes = Wholes(compilation, trees);
        var uses = trees
            .AsParallel()
            .Select(tree => (tree.FilePath, Used: UsedBy(compilation.GetSemanticModel(tree)).ToHashSet()))
            .ToList();
        return new(
            uses.GroupBy(file => wholes.GetValueOrDefault(file.FilePath, file.FilePath))
                .ToDictionary(
                    whole => whole.Key,
                    IReadOnlySet<string> (whole) =>
                        whole
                            .SelectMany(file => file.Used)
                            .Select(used => wholes.GetValueOrDefault(used, used))
                            .Where(used => used != whole.Key)
                            .ToHashSet()
                )
        );
    }

    /// <summary>The same graph between what the files are parts of: folders, projects.</summary>
    public SourceGraph Between(Func<string, string> part) =>
        new(
            Uses.GroupBy(file => part(file.Key))
                .ToDictionary(
                    group => group.Key,
                    IReadOnlySet<string> (group) =>
                        group.SelectMany(file => file.Value).Select(part).Where(used => used != group.Key).ToHashSet()
                )
        );

    /// <summary>The circles: sets in which each leads to each.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles() => new Circles(Uses).Find();

    // The program's own assemblies are what is looked at; they come as sources.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && !IsOwn(name))
            .Select(path => MetadataReference.CreateFromFile(path));

    private static bool IsOwn(string assembly) =>
        assembly is "Deploy.dll" or "Cake.Frosting.dll" || assembly.StartsWith("Deploy.", StringComparison.Ordinal);

    private static Dictionary<string, string> Wholes(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees)
    {
        var wholes = new Dictionary<string, string>();
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var type in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                var parts = Files(model.GetDeclaredSymbol(type)!).Order(StringComparer.Ordinal).ToList();
                foreach (var part in parts.Where(_ => parts.Count > 1))
                {
                    wholes.TryAdd(part, wholes.GetValueOrDefault(parts[0], parts[0]));
                }
            }
        }

        return wholes;
    }

    private static IEnumerable<string> UsedBy(SemanticModel model) =>
        from node in model.SyntaxTree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax)
        where node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax
        let known = model.GetSymbolInfo(node)
        let symbol = (known.Symbol ?? known.CandidateSymbols.FirstOrDefault())?.OriginalDefinition
        let type = symbol as INamedTypeSymbol
            ?? (symbol as IMethodSymbol)?.ReducedFrom?.ContainingType
            ?? symbol?.ContainingType
        where type is not null
        from file in Files(type)
        where file != model.SyntaxTree.FilePath
        select file;

    private static IEnumerable<string> Files(INamedTypeSymbol type) =>
        type.OriginalDefinition.DeclaringSyntaxReferences.Select(part => part.SyntaxTree.FilePath);
}
