using Microsoft.CodeAnalysis;
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
    public static SourceGraph Of(Sources sources)
    {
        var wholes = Wholes(sources);
        var uses = sources
            .Trees.AsParallel()
            .Select(tree => (tree.FilePath, Used: UsedBy(sources.Model(tree)).ToHashSet()))
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

    private static Dictionary<string, string> Wholes(Sources sources)
    {
        var wholes = new Dictionary<string, string>();
        foreach (var tree in sources.Trees)
        {
            var model = sources.Model(tree);
            foreach (var type in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                var parts = Files((INamedTypeSymbol)model.GetDeclaredSymbol(type)!)
                    .Order(StringComparer.Ordinal)
                    .ToList();
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
