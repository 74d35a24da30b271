using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Testing.Processes;

/// <summary>What commands need to start real children.</summary>
public static class RealCommands
{
    /// <summary>A host on the real machine.</summary>
    public static CommandHost Host(TimeProvider? time = null) =>
        CommandHost.Create(
            new FileSystem(),
            new CakeEnvironment(new CakePlatform(), new CakeRuntime()),
            new NullLog(),
            time ?? TimeProvider.System
        );
}
