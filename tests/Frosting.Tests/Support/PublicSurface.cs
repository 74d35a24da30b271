using System.Reflection;

namespace Cake.Frosting.Tests.Support;

/// <summary>Writes down what an assembly offers to other code.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly) =>
        string.Concat(assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal).Select(Describe));

    private static string Describe(Type type)
    {
        var members = type.GetMembers(Declared)
            .Where(IsOffered)
            .Select(member => $"    {Describe(member)}\n")
            .Order(StringComparer.Ordinal);
        return $"{Kind(type)} {Name(type)}{Bases(type)}{Constraints(type)}\n{string.Concat(members)}";
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static string Bases(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<Type?> bases =
        [
            type.BaseType == typeof(object) ? null : type.BaseType,
            .. type.GetInterfaces().Except(inherited).Where(contract => contract.IsPublic).OrderBy(Name),
        ];
        var names = string.Join(", ", bases.OfType<Type>().Select(Name));
        return names.Length > 0 ? $" : {names}" : string.Empty;
    }

    private static string Constraints(Type type) =>
        type.IsGenericTypeDefinition ? Constraints(type.GetGenericArguments()) : string.Empty;

    private static string Constraints(Type[] parameters) =>
        string.Concat(
            parameters.Select(parameter =>
            {
                var attributes = parameter.GenericParameterAttributes;
                IEnumerable<string> constraints =
                [
                    .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
                        ? ["class"]
                        : Array.Empty<string>(),
                    .. parameter.GetGenericParameterConstraints().Select(Name),
                    .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
                        ? ["new()"]
                        : Array.Empty<string>(),
                ];
                return constraints.Any() ? $" where {parameter.Name} : {string.Join(", ", constraints)}" : string.Empty;
            })
        );

    private static bool IsOffered(MemberInfo member) =>
        member switch
        {
            MethodInfo method => (method.IsPublic || method.IsFamily) && !method.IsSpecialName,
            ConstructorInfo constructor => constructor.IsPublic,
            PropertyInfo property => property.GetMethod?.IsPublic == true,
            _ => false,
        };

    private static string Describe(MemberInfo member) =>
        member switch
        {
            MethodInfo method => $"{Modifier(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method)}"
                + $"({Parameters(method)}){(method.IsGenericMethod ? Constraints(method.GetGenericArguments()) : string.Empty)}",
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ get; }}",
            _ => throw new ArgumentOutOfRangeException(nameof(member)),
        };

    private static string Modifier(MethodInfo method) =>
        method switch
        {
            { IsStatic: true } => "static ",
            { DeclaringType.IsInterface: true } => string.Empty,
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => string.Empty,
        };

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}")
        );

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
}
