using Cake.Cli;
using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>
/// What a host can be told, as registrations. Everything is a singleton; where only one can be used, the last one is.
/// </summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Sets the context of the run. The last one counts.</summary>
    /// <typeparam name="TContext">The context; the container builds it.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext => services.AddSingleton<IFrostingContext, TContext>();

    /// <summary>Sets what the run does before its first and after its last task. The last one counts.</summary>
    /// <typeparam name="TLifetime">The lifetime; one instance serves both ends.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime =>
        services
            .AddSingleton<IFrostingLifetime, TLifetime>()
            .AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<IFrostingLifetime>())
            .AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<IFrostingLifetime>());

    /// <summary>Sets what the run does before its first task. The last one counts.</summary>
    /// <typeparam name="TSetup">The setup.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup => services.AddSingleton<IFrostingSetup, TSetup>();

    /// <summary>Sets what the run does after its last task. The last one counts.</summary>
    /// <typeparam name="TTeardown">The teardown.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown => services.AddSingleton<IFrostingTeardown, TTeardown>();

    /// <summary>Sets what the run does before and after each task. The last one counts.</summary>
    /// <typeparam name="TLifetime">The lifetime; one instance serves both ends.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime =>
        services
            .AddSingleton<IFrostingTaskLifetime, TLifetime>()
            .AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<IFrostingTaskLifetime>())
            .AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<IFrostingTaskLifetime>());

    /// <summary>Sets what the run does before each task. The last one counts.</summary>
    /// <typeparam name="TSetup">The setup.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup => services.AddSingleton<IFrostingTaskSetup, TSetup>();

    /// <summary>Sets what the run does after each task. The last one counts.</summary>
    /// <typeparam name="TTeardown">The teardown.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown => services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Adds what a Cake module registers.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new() => services.UseModule(new TModule());

    /// <summary>Adds an installer of tools. The first that takes the package is used; those of Cake come first.</summary>
    /// <typeparam name="TPackageInstaller">The installer.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller =>
        services.AddSingleton<IPackageInstaller, TPackageInstaller>();

    /// <summary>Adds a tool to install before the first task runs.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="uri">The package, as in <c>dotnet:?package=GitVersion.Tool&amp;version=6.4.0</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri) =>
        services.AddSingleton(new PackageReference(uri.OriginalString));

    /// <summary>Sets the folder that the run works in. <c>--working</c> overrides it; the last one counts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="path">The folder, relative to the process's own; it must exist.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return services.AddSingleton(new WorkingDirectory(path));
    }

    /// <summary>Sets a default of Cake's configuration. Environment, <c>cake.config</c> and arguments override it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="key">The key, as in <c>Settings_NoReport</c>; case does not matter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value) =>
        services.AddSingleton(new CakeSetting(key, value));

    /// <summary>Sets the folder that tools are installed to and looked up in: the setting <c>Paths_Tools</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="toolPath">The folder, relative to the working directory.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath) =>
        services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
}
