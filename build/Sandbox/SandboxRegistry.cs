using Deploy.Registry;
using Deploy.Registry.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Sandbox;

/// <summary>The image registry that the embedded platform has beside its clusters.</summary>
public static class SandboxRegistry
{
    /// <summary>The same platform with a registry on its address, whose content is kept with the rest of the state.</summary>
    public static SandboxOptions WithRegistry(this SandboxOptions options)
    {
        var registry = new Lazy<RequestDelegate>(() => Create(Path.Combine(options.StateFolder, "registry")));
        return options with
        {
            Endpoints = new Dictionary<string, RequestDelegate>(options.Endpoints, StringComparer.Ordinal)
            {
                ["/v2"] = context => registry.Value(context),
            },
        };
    }

    private static RequestDelegate Create(string folder)
    {
        var serve = RegistryEndpoints.Serve(new RegistryStore(folder));
        // What sends files with their ranges asks the request for a logger, which the bare server does not give.
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        return context =>
        {
            context.RequestServices = services;
            return serve(context);
        };
    }
}
