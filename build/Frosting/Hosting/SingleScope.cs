using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>The only scope there is where nothing is registered as scoped.</summary>
internal sealed class SingleScope(IServiceProvider provider) : IServiceScopeFactory, IServiceScope
{
    public IServiceProvider ServiceProvider => provider;

    public IServiceScope CreateScope() => this;

    public void Dispose() { }
}
