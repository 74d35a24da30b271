using Cake.Frosting;
using Deploy.Context;
using Deploy.Host;

return DeployCommand.Run(
    args,
    () => new CakeHost(),
    (host, command) =>
        host.ConfigureServices(services => services.AddDeploy(command))
            .UseContext<DeployContext>()
            .UseLifetime<DeployLifetime>()
            .UseTaskLifetime<DeployTaskLifetime>()
            .Run(command.CakeArguments)
);
