using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>
/// Resolves singletons and transients as Microsoft's container does, but is ready at once: compiling that one's generic
/// tables at the start takes a fifth of a short run. Registrations that need more (scoped, keyed, open generic) go to
/// it all the same, with all others.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the program.")]
internal sealed class SimpleServiceProvider : IKeyedServiceProvider, IServiceProviderIsKeyedService
{
    private readonly Dictionary<Type, List<ServiceSlot>> _slots = [];
    private readonly ThreadLocal<HashSet<ServiceDescriptor>> _underConstruction = new(() => []);
    private readonly ServiceActivator _activator;

    private SimpleServiceProvider(IServiceCollection services)
    {
        _activator = new ServiceActivator(this, this);
        foreach (var descriptor in services)
        {
            if (!_slots.TryGetValue(descriptor.ServiceType, out var slots))
            {
                _slots.Add(descriptor.ServiceType, slots = []);
            }

            slots.Add(new ServiceSlot(descriptor));
        }
    }

    public static IServiceProvider Build(IServiceCollection services) =>
        services.All(IsSimple) ? new SimpleServiceProvider(services) : services.BuildServiceProvider();

    public object? GetService(Type serviceType)
    {
        if (_slots.TryGetValue(serviceType, out var slots))
        {
            return Resolve(slots[^1]);
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
        _slots.ContainsKey(serviceType)
        || ElementType(serviceType) is not null
        || serviceType == typeof(IServiceScopeFactory)
        || IsSelf(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        serviceKey is null ? GetService(serviceType)
        : ElementType(serviceType) is { } elementType ? Array.CreateInstance(elementType, 0)
        : null;

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        GetKeyedService(serviceType, serviceKey)
        ?? throw new InvalidOperationException(
            serviceKey is null
                ? $"No service for type '{serviceType}' has been registered."
                : $"No keyed service for type '{serviceType}' using key type '{serviceKey.GetType()}' has been registered."
        );

    public bool IsKeyedService(Type serviceType, object? serviceKey) =>
        serviceKey is null ? IsService(serviceType) : ElementType(serviceType) is not null;

    private static bool IsSimple(ServiceDescriptor descriptor) =>
        !descriptor.IsKeyedService
        && descriptor.Lifetime != ServiceLifetime.Scoped
        && !descriptor.ServiceType.IsGenericTypeDefinition;

    private static bool IsSelf(Type serviceType) =>
        serviceType == typeof(IServiceProvider)
        || serviceType == typeof(IServiceProviderIsService)
        || serviceType == typeof(IServiceProviderIsKeyedService);

    private static Type? ElementType(Type serviceType) =>
        serviceType.IsConstructedGenericType && serviceType.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? serviceType.GenericTypeArguments[0]
            : null;

    private Array ResolveAll(Type serviceType)
    {
        var slots = _slots.GetValueOrDefault(serviceType) ?? [];
        var services = Array.CreateInstance(serviceType, slots.Count);
        for (var index = 0; index < slots.Count; index++)
        {
            services.SetValue(Resolve(slots[index]), index);
        }

        return services;
    }

    private object? Resolve(ServiceSlot slot) =>
        slot.Descriptor.Lifetime == ServiceLifetime.Singleton ? slot.Singleton(Construct) : Construct(slot.Descriptor);

    private object? Construct(ServiceDescriptor descriptor)
    {
        if (!_underConstruction.Value!.Add(descriptor))
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
            _underConstruction.Value.Remove(descriptor);
        }
    }
}
