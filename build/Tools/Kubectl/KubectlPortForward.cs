using System.Globalization;
using System.Text.RegularExpressions;
using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Kubectl;

/// <summary><c>kubectl port-forward</c>.</summary>
public sealed class KubectlPortForwardSettings : CommandSettings
{
    /// <summary>The cluster. Never the current context.</summary>
    public required ClusterAccess Cluster { get; init; }

    /// <summary>Where the Service lives.</summary>
    public required NamespaceName Namespace { get; init; }

    /// <summary>The Service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The port on this machine's loopback; 0 lets the system choose.</summary>
    public required int LocalPort { get; init; }

    /// <summary>The Service's port.</summary>
    public int RemotePort { get; init; } = 80;
}

/// <summary>Forwards a port until it is cancelled or the pod behind it goes away.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="kubectl">Which kubectl.</param>
public sealed partial class KubectlPortForwardRunner(CommandHost host, Binary kubectl)
    : Command<KubectlPortForwardSettings>(host)
{
    /// <summary>Forwards.</summary>
    /// <param name="settings">From where to where.</param>
    /// <param name="onReady">Told the local port each time that kubectl listens.</param>
    /// <param name="cancel">Ends the forwarding.</param>
    /// <exception cref="FailedException">
    /// kubectl ended by itself: the port is taken, there is no such Service, or its pod went away.
    /// </exception>
    /// <exception cref="OperationCanceledException">The forwarding was ended.</exception>
    public async Task RunAsync(KubectlPortForwardSettings settings, Action<int> onReady, CancellationToken cancel)
    {
        settings.ToolPath = kubectl.Path;
        settings.EnvironmentVariables["KUBECONFIG"] = null!;
        var arguments = new ProcessArgumentBuilder()
            .Literal("port-forward")
            .Option("--kubeconfig", settings.Cluster.Kubeconfig.FullPath)
            .Option("--context", settings.Cluster.Context)
            .Option("--namespace", settings.Namespace.Value)
            .Option("--address", "127.0.0.1")
            .Literal("--")
            .Literal($"service/{settings.Service}")
            .Literal($"{settings.LocalPort}:{settings.RemotePort}");
        var result = await ExecuteAsync(settings, arguments, default, cancel, new ReadyLine(onReady));
        throw new FailedException($"port-forward to {settings.Service} ended: {KubectlMessage.Condense(result)}");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Cloud;

    /// <inheritdoc/>
    protected override string GetToolName() => "kubectl port-forward";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["kubectl"];

    [GeneratedRegex(
        @"^Forwarding from 127\.0\.0\.1:(?<port>\d+) ",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Ready();

    private sealed class ReadyLine(Action<int> onReady) : IProgress<OutputLine>
    {
        public void Report(OutputLine value)
        {
            if (Ready().Match(value.Text) is { Success: true } match)
            {
                onReady(int.Parse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }
    }
}
