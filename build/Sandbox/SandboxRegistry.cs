using Deploy.Sandbox.Registry;

namespace Deploy.Sandbox;

/// <summary>The image registry that the embedded platform has beside its clusters.</summary>
public static class SandboxRegistry
{
    /// <summary>The same platform with a registry on its address, whose content is kept with the rest of the state.</summary>
    public static SandboxOptions WithRegistry(this SandboxOptions options)
    {
        var store = new Lazy<RegistryStore>(() => new RegistryStore(Path.Combine(options.StateFolder, "registry")));
        return options with
        {
            Endpoints = new Dictionary<string, Microsoft.AspNetCore.Http.RequestDelegate>(options.Endpoints, StringComparer.Ordinal)
            {
                ["/v2"] = context => RegistryEndpoints.Serve(store.Value)(context),
            },
        };
    }
}
