using Deploy.Composition;
using Deploy.Hosting;
using Deploy.Journal;
using Deploy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Tests.Composition;

/// <summary>What the container is told.</summary>
public sealed class RegistrationTests
{
    // Of these there are several, and all are asked.
    private static readonly Type[] _several = [typeof(IRunObserver), typeof(IRunReader)];

    [Fact]
    public void Should_say_of_each_service_once_what_it_is()
    {
        var services = new ServiceCollection();
        DeployCommand.Run(
            ["--target=Services", $"--working={Repository.Root}"],
            () => services,
            (host, command) =>
            {
                host.AddDeploy(command);
                return 0;
            }
        );

        services.Count.ShouldBeGreaterThan(50);
        services
            .GroupBy(service => service.ServiceType)
            .Where(same => same.Count() > 1 && !_several.Contains(same.Key))
            .Select(same => same.Key.Name)
            .ShouldBeEmpty();
    }
}
