using Cake.Cli.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Hosting;

/// <summary>The one command of a Frosting program.</summary>
internal sealed class HostCommand(IServiceCollection services) : Command<HostSettings>
{
    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken) =>
        new HostRun(services).Execute(
            new HostArguments(
                settings,
                context.Remaining,
                context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets)
            )
        );
}
