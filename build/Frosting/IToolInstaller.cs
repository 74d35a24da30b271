using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>
/// Installs a tool. <see cref="Cake.Core.Tooling.IToolInstaller" /> does the same and says which files it installed.
/// </summary>
public interface IToolInstaller
{
    /// <summary>Installs the tool below the tools folder and makes its files known to the tool locator.</summary>
    /// <param name="tool">The tool's package.</param>
    /// <exception cref="Cake.Core.CakeException">No installer takes the package's scheme, or it installed nothing.</exception>
    void Install(PackageReference tool);
}
