using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Deploy.Architecture.Tests;

/// <summary>
/// Switches over our own kinds with an arm for everything else: when a kind is added, nobody would be told that it has to
/// be thought of there.
/// </summary>
public static class OpenSwitches
{
    /// <summary>Where they are, and over what.</summary>
    public static IEnumerable<string> In(Sources sources) =>
        from tree in sources.Trees
        let model = sources.Model(tree)
        from node in tree.GetRoot().DescendantNodes()
        let governing = node switch
        {
            SwitchExpressionSyntax expression when expression.Arms.Any(IsForAll) => expression.GoverningExpression,
            SwitchStatementSyntax statement when statement.Sections.Any(IsDefault) => statement.Expression,
            _ => null,
        }
        where governing is not null
        let type = model.GetTypeInfo(governing).Type
        where type is INamedTypeSymbol named && IsOwnEnum(named)
        select $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {type.Name}";

    private static bool IsForAll(SwitchExpressionArmSyntax arm) =>
        arm is { Pattern: DiscardPatternSyntax, WhenClause: null };

    private static bool IsDefault(SwitchSectionSyntax section) =>
        section.Labels.Any(label => label is DefaultSwitchLabelSyntax);

    private static bool IsOwnEnum(INamedTypeSymbol type)
    {
        var plain = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? type.TypeArguments[0] : type;
        return plain.TypeKind == TypeKind.Enum && plain.Locations.Any(location => location.IsInSource);
    }
}
