using Cake.Frosting;
using Deploy.Composition;
using Deploy.Hosting;

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
