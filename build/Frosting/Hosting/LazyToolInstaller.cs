using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>
/// Cake's installer, built when a tool is installed. Every context asks for it, and with it come all package installers
/// and the whole NuGet client.
/// </summary>
internal sealed class LazyToolInstaller(IServiceProvider provider) : Core.Tooling.IToolInstaller
{
    private readonly Lazy<Core.Tooling.ToolInstaller> _installer = new(() =>
        ActivatorUtilities.CreateInstance<Core.Tooling.ToolInstaller>(provider)
    );

    public IEnumerable<FilePath> Install(PackageReference tool) => _installer.Value.Install(tool);
}
