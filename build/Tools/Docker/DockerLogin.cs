using System.Text;
using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Docker;

/// <summary>Settings of <c>docker login</c>.</summary>
/// <param name="registry">Where to log in.</param>
/// <param name="username">As whom.</param>
public sealed class DockerLoginSettings(RegistryHost registry, string username) : CommandSettings
{
    /// <summary>Where to log in.</summary>
    public RegistryHost Registry => registry;

    /// <summary>As whom.</summary>
    public string Username => username;
}

/// <summary><c>docker login</c>. The password goes by standard input, where no list of processes shows it.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="tool">Which program.</param>
public sealed class DockerLogin(CommandHost host, ContainerTool tool) : DockerTool<DockerLoginSettings>(host, tool)
{
    /// <inheritdoc/>
    protected override string Verb => "login";

    /// <inheritdoc/>
    protected override bool ShowsOutput => false;

    /// <summary>Logs in.</summary>
    /// <exception cref="FailedException">The registry does not take the login.</exception>
    public async Task RunAsync(DockerLoginSettings settings, string password, CancellationToken cancel)
    {
        var arguments = new ProcessArgumentBuilder()
            .Literal("login")
            .Option("--username", settings.Username)
            .Literal("--password-stdin")
            .Flag("--tls-verify=false", Program.WantsTlsEverywhere && settings.Registry.IsLoopback)
            .Literals("--", settings.Registry.Value);
        var result = await RunAsync(settings, arguments, cancel, Encoding.UTF8.GetBytes(password));
        if (!result.Succeeded)
        {
            throw Failure($"to {settings.Registry}", result);
        }
    }
}
