using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>
/// Resolves singletons and transients as Microsoft's container does, but is ready at once: compiling that one's generic
/// tables at the start takes a fifth of a short run. Registrations that need more (scoped, keyed, open generic) go to
/// it all the same, with all others.
/// </summary>
internal sealed class SimpleServiceProvider : IServiceProvider, IServiceProviderIsService
{
    private readonly Dictionary<Type, List<ServiceDescriptor>> _descriptors = [];
    private readonly Dictionary<ServiceDescriptor, object?> _singletons = [];
    private readonly HashSet<ServiceDescriptor> _underConstruction = [];
    private readonly Lock _lock = new();
    private readonly ServiceActivator _activator;

    private SimpleServiceProvider(IServiceCollection services)
    {
        _activator = new ServiceActivator(this, this);
        foreach (var descriptor in services)
        {
            if (!_descriptors.TryGetValue(descriptor.ServiceType, out var descriptors))
            {
                _descriptors.Add(descriptor.ServiceType, descriptors = []);
            }

            descriptors.Add(descriptor);
        }
    }

    public static IServiceProvider Build(IServiceCollection services) =>
        services.All(IsSimple) ? new SimpleServiceProvider(services) : services.BuildServiceProvider();

    public object? GetService(Type serviceType)
    {
        if (_descriptors.TryGetValue(serviceType, out var descriptors))
        {
            return Resolve(descriptors[^1]);
        }

        if (ElementType(serviceType) is { } elementType)
        {
            return ResolveAll(elementType);
        }

        return serviceType == typeof(IServiceScopeFactory) ? new SingleScope(this)
            : IsSelf(serviceType) ? this
            : null;
    }

    public bool IsService(Type serviceType) =>
        _descriptors.ContainsKey(serviceType)
        || ElementType(serviceType) is not null
        || serviceType == typeof(IServiceScopeFactory)
        || IsSelf(serviceType);

    private static bool IsSimple(ServiceDescriptor descriptor) =>
        !descriptor.IsKeyedService
        && descriptor.Lifetime != ServiceLifetime.Scoped
        && !descriptor.ServiceType.IsGenericTypeDefinition;

    private static bool IsSelf(Type serviceType) =>
        serviceType == typeof(IServiceProvider) || serviceType == typeof(IServiceProviderIsService);

    private static Type? ElementType(Type serviceType) =>
        serviceType.IsConstructedGenericType && serviceType.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? serviceType.GenericTypeArguments[0]
            : null;

    private Array ResolveAll(Type serviceType)
    {
        var descriptors = _descriptors.GetValueOrDefault(serviceType) ?? [];
        var services = Array.CreateInstance(serviceType, descriptors.Count);
        for (var index = 0; index < descriptors.Count; index++)
        {
            services.SetValue(Resolve(descriptors[index]), index);
        }

        return services;
    }

    private object? Resolve(ServiceDescriptor descriptor)
    {
        lock (_lock)
        {
            if (_singletons.TryGetValue(descriptor, out var service))
            {
                return service;
            }

            service = Construct(descriptor);
            if (descriptor.Lifetime == ServiceLifetime.Singleton)
            {
                _singletons.Add(descriptor, service);
            }

            return service;
        }
    }

    private object? Construct(ServiceDescriptor descriptor)
    {
        if (!_underConstruction.Add(descriptor))
        {
            throw new InvalidOperationException(
                $"A circular dependency was detected for the service of type '{descriptor.ServiceType}'."
            );
        }

        try
        {
            return descriptor.ImplementationInstance
                ?? (
                    descriptor.ImplementationFactory is { } factory
                        ? factory(this)
                        : _activator.Create(descriptor.ImplementationType!)
                );
        }
        finally
        {
            _underConstruction.Remove(descriptor);
        }
    }
}
