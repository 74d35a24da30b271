using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Frosting.Hosting;

/// <summary>Cake's process runner, built when a process is started. Every context asks for it, and with it the configuration is read.</summary>
internal sealed class LazyProcessRunner(
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeLog log,
    IToolLocator tools,
    ICakeConfiguration configuration
) : IProcessRunner
{
    private readonly Lazy<ProcessRunner> _runner = new(() =>
        new ProcessRunner(fileSystem, environment, log, tools, configuration)
    );

    public IProcess Start(FilePath filePath, ProcessSettings settings) => _runner.Value.Start(filePath, settings);
}
