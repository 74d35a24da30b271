using Cake.Cli;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Hosting;

/// <summary>The command line library, which knows every form that an option can have, and help.</summary>
internal static class CommandLine
{
    /// <returns>The exit code of the run; 0 after help; -1 for arguments that cannot be parsed.</returns>
    public static int Run(IServiceCollection services, string[] args)
    {
        // The command is all that this library's own container has to build.
        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), services);
        var app = new CommandApp<HostCommand>(registrar);
        app.Configure(configurator =>
        {
            configurator.ValidateExamples();
            configurator.AddExample();
            configurator.AddExample("--verbosity", "quiet");
            configurator.AddExample("--tree");
        });
        return app.Run(args);
    }
}
