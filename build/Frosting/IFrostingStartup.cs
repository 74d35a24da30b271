using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A program's registrations, kept in a class of their own.</summary>
public interface IFrostingStartup
{
    /// <summary>Registers services. Called once, when the startup is given to the host.</summary>
    /// <param name="services">The host's services; what is registered here replaces the host's own.</param>
    void Configure(IServiceCollection services);
}
