namespace Deploy.Locking;

/// <summary>Asks before a release is uninstalled that the user did not ask to be uninstalled.</summary>
/// <param name="ask">Puts a question to the user; null where there is no terminal to answer at.</param>
public sealed class UninstallConsent(Func<string, string?>? ask)
{
    private readonly Lock _gate = new();

    /// <summary>Goes on only with consent: <c>--yes</c>, or the release's name typed at the terminal.</summary>
    /// <param name="options">Whether consent was given beforehand.</param>
    /// <param name="release">What would be uninstalled.</param>
    /// <param name="why">Why, as the beginning of a sentence.</param>
    /// <exception cref="RefusedException">There is none.</exception>
    public void Require(RunOptions options, PlannedRelease release, string why)
    {
        if (options.IsConfirmed || (ask is not null && Answer(release, why)?.Trim() == release.Name.Value))
        {
            return;
        }

        throw new RefusedException($"{why}: only uninstalling helps, and nobody has agreed to that")
        {
            NextStep =
                $"run again with --yes, or: helm uninstall {release.Name} --namespace {release.Namespace} --kube-context {release.Context}",
        };
    }

    // Services are installed side by side, but there is one terminal.
    private string? Answer(PlannedRelease release, string why)
    {
        lock (_gate)
        {
            return ask!($"{why}. Type {release.Name} to uninstall it and go on: ");
        }
    }
}
