using Cake.Core.Packaging;

namespace Cake.Frosting.Hosting;

/// <summary>Cake's installer behind the interface that Frosting programs know.</summary>
internal sealed class ToolInstaller(Cake.Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    public void Install(PackageReference tool)
    {
        // The installation happens while its files are listed.
        foreach (var _ in installer.Install(tool)) { }
    }
}
