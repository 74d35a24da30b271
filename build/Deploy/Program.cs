using Cake.Frosting;
using Deploy.Context;
using Deploy.Host;

return DeployCommand.Run(
    args,
    command =>
        new CakeHost()
            .ConfigureServices(services => services.AddDeploy(command))
            .UseContext<DeployContext>()
            .UseLifetime<DeployLifetime>()
            .UseTaskLifetime<DeployTaskLifetime>()
            .Run(command.CakeArguments)
);
