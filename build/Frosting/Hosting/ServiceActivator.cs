using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>Calls the constructors of services, and fails in the words of Microsoft's container.</summary>
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

    private ConstructorInfo Constructor(Type type) =>
        type.GetConstructors() switch
        {
            [] => throw new InvalidOperationException(
                $"A suitable constructor for type '{type}' could not be located. Ensure the type is concrete and "
                    + "services are registered for all parameters of a public constructor."
            ),
            [var only] => only,
            var several => Longest(type, several),
        };

    /// <summary>The longest whose parameters can be had, if it takes all that the others would.</summary>
    private ConstructorInfo Longest(Type type, ConstructorInfo[] several)
    {
        var satisfiable = several
            .Where(constructor => Array.TrueForAll(constructor.GetParameters(), CanBeHad))
            .OrderByDescending(constructor => constructor.GetParameters().Length)
            .ToList();
        if (satisfiable.Count == 0)
        {
            throw new InvalidOperationException(
                $"No constructor for type '{type}' can be instantiated using services from the service container and "
                    + "default values."
            );
        }

        var taken = Types(satisfiable[0]).ToHashSet();
        return satisfiable.Find(constructor => !taken.IsSupersetOf(Types(constructor))) is not { } other
            ? satisfiable[0]
            : throw new InvalidOperationException(
                string.Join(
                    Environment.NewLine,
                    $"Unable to activate type '{type}'. The following constructors are ambiguous:",
                    satisfiable[0],
                    other
                )
            );
    }

    private static IEnumerable<Type> Types(ConstructorInfo constructor) =>
        constructor.GetParameters().Select(parameter => parameter.ParameterType);

    private bool CanBeHad(ParameterInfo parameter) => IsRegistered(parameter) || parameter.HasDefaultValue;

    // What is asked for by a key is not here: registrations with keys go to Microsoft's container.
    private bool IsRegistered(ParameterInfo parameter) =>
        services.IsService(parameter.ParameterType)
        && !parameter.IsDefined(typeof(FromKeyedServicesAttribute), inherit: false);

    // A factory may have made null, which then is the service.
    private object? Argument(ParameterInfo parameter, Type type) =>
        IsRegistered(parameter) ? provider.GetService(parameter.ParameterType)
        : parameter.HasDefaultValue ? parameter.DefaultValue
        : throw new InvalidOperationException(
            $"Unable to resolve service for type '{parameter.ParameterType}' while attempting to activate '{type}'."
        );
}
