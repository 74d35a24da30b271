using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm registry login</c>.</summary>
public sealed class HelmRegistryLoginSettings() : HelmSettings(HelmDeadlines.Read)
{
    /// <summary>Host and port, without scheme or path.</summary>
    public required string Registry { get; init; }

    /// <summary>Who.</summary>
    public required string UserName { get; init; }

    /// <summary>Goes by standard input.</summary>
    public required string Password { get; init; }

    /// <summary>The registry is on loopback, without TLS.</summary>
    public bool PlainHttp { get; init; }
}

/// <summary>Logs in to a registry.</summary>
public sealed class HelmRegistryLoginRunner(CommandHost host, Binary helm)
    : HelmTool<HelmRegistryLoginSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "registry login";

    /// <summary>Keeps the credentials in Helm's registry configuration.</summary>
    public Task RunAsync(HelmRegistryLoginSettings settings, CancellationToken cancel) =>
        RunAsync(
            settings,
            Dialect
                .LoginPlainHttp(Arguments(settings), settings.PlainHttp)
                .Option("--username", settings.UserName)
                .Flag("--password-stdin", true)
                .Literal("--")
                .Literal(settings.Registry),
            settings.Password,
            cancel
        );
}
