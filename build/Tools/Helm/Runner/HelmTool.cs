using System.Text;
using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Runner;

/// <summary>
/// A Helm verb. Children are shielded from Ctrl-C: the program decides whether a verb is stopped or may finish.
/// </summary>
/// <param name="host">What commands run on.</param>
/// <param name="helm">Which Helm.</param>
/// <typeparam name="TSettings">The verb's settings.</typeparam>
public abstract class HelmTool<TSettings>(CommandHost host, Binary helm) : Command<TSettings>(host, shielded: true)
    where TSettings : HelmSettings
{
    /// <summary>The verb, as in <c>helm upgrade</c>.</summary>
    protected abstract string Verb { get; }

    /// <summary>How this Helm wants its arguments.</summary>
    protected HelmDialect Dialect { get; } = new((int)helm.Version.Major);

    /// <summary>Standard output is data to be parsed, and may hold values and templates: not for anyone's eyes.</summary>
    protected override bool ShowsOutput => false;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Cloud;

    /// <inheritdoc/>
    protected override string GetToolName() => $"helm {Verb}";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["helm"];

    /// <summary>The verb's words and what every call carries.</summary>
    protected ProcessArgumentBuilder Arguments(TSettings settings)
    {
        var arguments = new ProcessArgumentBuilder().Literals(Verb.Split(' '));
        if (settings is HelmClusterSettings { Cluster: var cluster, Namespace: var @namespace })
        {
            arguments.Literals(ClusterArguments(cluster, @namespace));
        }

        return arguments.Flag("--debug", settings.Debug);
    }

    /// <summary>Where a call goes.</summary>
    protected static IEnumerable<string> ClusterArguments(ClusterAccess cluster, NamespaceName @namespace) =>
        [
            $"--kubeconfig={cluster.Kubeconfig.FullPath}",
            $"--kube-context={cluster.Context}",
            $"--namespace={@namespace}",
        ];

    /// <summary>Runs the verb and returns what it wrote to standard output.</summary>
    /// <exception cref="FailedException">
    /// It failed; the inner <see cref="HelmException"/> says why in terms that a program can act on.
    /// </exception>
    protected async Task<string> RunAsync(
        TSettings settings,
        ProcessArgumentBuilder arguments,
        string? input,
        CancellationToken cancel
    )
    {
        var result = await TryRunAsync(settings, arguments, input, cancel);
        return result.Succeeded ? result.Output : throw Failure(settings, result);
    }

    /// <summary>Runs the verb, whatever its exit code.</summary>
    protected Task<CommandResult> TryRunAsync(
        TSettings settings,
        ProcessArgumentBuilder arguments,
        string? input,
        CancellationToken cancel
    )
    {
        settings.ToolPath = helm.Path;
        return ExecuteAsync(settings, arguments, input is null ? default : Encoding.UTF8.GetBytes(input), cancel);
    }

    /// <summary>The failure as people read it.</summary>
    protected FailedException Failure(TSettings settings, CommandResult result)
    {
        var failure = HelmFailureReader.Read(result);
        var release = settings is HelmReleaseSettings { Release: var name } ? $" {name}" : "";
        return new FailedException($"{GetToolName()}{release}: {failure.Summary}", new HelmException(failure, result))
        {
            NextStep = failure.NextStep,
        };
    }
}
