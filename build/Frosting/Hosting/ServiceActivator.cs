using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>Calls the constructors of services.</summary>
internal sealed class ServiceActivator(IServiceProvider provider, IServiceProviderIsService services)
{
    public object Create(Type type)
    {
        var constructor = Constructor(type);
        var parameters = constructor.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var index = 0; index < parameters.Length; index++)
        {
            arguments[index] = Argument(parameters[index], type);
        }

        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    /// <summary>Of several constructors, the longest whose parameters can be had.</summary>
    private ConstructorInfo Constructor(Type type) =>
        type.GetConstructors() switch
        {
            [] => throw new InvalidOperationException($"The type '{type}' has no public constructor."),
            [var only] => only,
            var several => Array.Find(
                [.. several.OrderByDescending(constructor => constructor.GetParameters().Length)],
                constructor => Array.TrueForAll(constructor.GetParameters(), IsAvailable)
            ) ?? throw new InvalidOperationException($"No constructor of the type '{type}' can be satisfied."),
        };

    private bool IsAvailable(ParameterInfo parameter) =>
        services.IsService(parameter.ParameterType) || parameter.HasDefaultValue;

    private object? Argument(ParameterInfo parameter, Type type) =>
        provider.GetService(parameter.ParameterType)
        ?? (
            parameter.HasDefaultValue
                ? parameter.DefaultValue
                : throw new InvalidOperationException(
                    $"Unable to resolve service for type '{parameter.ParameterType}' while attempting to activate '{type}'."
                )
        );
}
