using Cake.Core.IO;

namespace Deploy.Tools.Pants;

/// <summary>The program that starts Pants.</summary>
internal static class PantsLauncher
{
    /// <summary>What to do where it is missing.</summary>
    public const string HowToGetIt =
        "install Pants' launcher (its handbook says how), or choose the pex or the zipapp builder";

    /// <summary>The launcher that repositories of older releases bring along; null for the one on the PATH.</summary>
    public static FilePath? In(DirectoryPath repository)
    {
        var launcher = repository.CombineWithFilePath("pants");
        return File.Exists(launcher.FullPath) ? launcher : null;
    }
}
