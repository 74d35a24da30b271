using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Runner;

/// <summary>Everything in which Helm 3.17 and Helm 4.1 want different arguments, for the verbs that are used here.</summary>
/// <param name="Major">3 or 4.</param>
/// <remarks>
/// The same in both, though told otherwise by their help texts: a bare <c>--wait</c> waits for readiness, absent it
/// waits for hooks only.
/// </remarks>
public sealed record HelmDialect(int Major)
{
    /// <summary>Helm 3's <c>list</c> hides pending releases; Helm 4 shows all and refuses the option.</summary>
    public ProcessArgumentBuilder ListAll(ProcessArgumentBuilder arguments) => arguments.Flag("--all", Major == 3);

    /// <summary>
    /// Where objects are merged. Helm 4 installs server-side, and upgrades as the release was installed; Helm 3 knows
    /// the client side only.
    /// </summary>
    /// <exception cref="UsageException">Server-side was asked of Helm 3.</exception>
    public ProcessArgumentBuilder ServerSide(ProcessArgumentBuilder arguments, bool? serverSide) =>
        (Major, serverSide) switch
        {
            (3, true) => throw new UsageException("Helm 3 cannot apply objects server-side")
            {
                NextStep = "use Helm 4: --helm-version=4",
            },
            (3, _) or (_, null) => arguments,
            (_, true) => arguments.Option("--server-side", "true"),
            (_, false) => arguments.Option("--server-side", "false"),
        };

    /// <summary>Renders with what the cluster offers, and checks the outcome against it; nothing is stored.</summary>
    public ProcessArgumentBuilder RenderOnServer(ProcessArgumentBuilder arguments) =>
        arguments.Flag("--validate", Major == 3).Option("--dry-run", "server");

    /// <summary>Plain HTTP, for registries on loopback. Helm 3 finds out by itself when it logs in.</summary>
    public ProcessArgumentBuilder LoginPlainHttp(ProcessArgumentBuilder arguments, bool plainHttp) =>
        arguments.Flag(Major == 3 ? "--insecure" : "--plain-http", plainHttp);
}
