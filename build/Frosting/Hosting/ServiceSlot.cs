using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>A registration, and the singleton that was made of it.</summary>
internal sealed class ServiceSlot(ServiceDescriptor descriptor)
{
    private readonly Lock _making = new();
    private object? _singleton;
    private volatile bool _isMade;

    public ServiceDescriptor Descriptor => descriptor;

    /// <summary>The singleton, made by whoever asks first. Others wait for it, and for nothing else.</summary>
    public object? Singleton(Func<ServiceDescriptor, object?> make)
    {
        if (!_isMade)
        {
            lock (_making)
            {
                if (!_isMade)
                {
                    _singleton = make(descriptor);
                    _isMade = true;
                }
            }
        }

        return _singleton;
    }
}
