using Deploy.Images.Registry;
using Deploy.Tools.Processes;

namespace Deploy.Host;

/// <summary>The registry client, with the logins that docker has.</summary>
internal static class Registries
{
    /// <summary>Makes the client; it connects when it is first asked something.</summary>
    public static IRegistry Create(CommandHost host, TimeProvider time) =>
        new RegistryClient(RegistryHttp.Create(), Credentials(host), time);

    private static DockerCredentials Credentials(CommandHost host) =>
        new(
            DockerCredentials.ConfigFile(
                Environment.GetEnvironmentVariable("DOCKER_CONFIG"),
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
            ),
            null!
        );
}
