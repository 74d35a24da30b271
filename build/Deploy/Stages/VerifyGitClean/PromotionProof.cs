using Deploy.Clusters.Releases;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>
/// Finds, in the histories of a service's releases, a revision that was made from the same inputs. The digest in its mark
/// covers the chart's package, values.yaml and what was given on top of it, the images' digests among that.
/// </summary>
public static class PromotionProof
{
    /// <summary>The proof, or what is missing for it.</summary>
    /// <param name="service">Whose.</param>
    /// <param name="stagingInputs">The digest that an install to staging would have now.</param>
    /// <param name="staging">The revisions in staging, newest first.</param>
    /// <param name="prodInputs">The digest that the install to prod will have.</param>
    /// <param name="prod">The revisions in prod, newest first.</param>
    public static Promotion Of(
        ServiceName service,
        string stagingInputs,
        IReadOnlyList<InstalledRelease> staging,
        string prodInputs,
        IReadOnlyList<InstalledRelease> prod
    )
    {
        var tried = staging.Where(revision => IsOf(revision, stagingInputs)).ToList();
        if (tried.Find(revision => revision.Tests is TestVerdict.Passed or TestVerdict.None) is { } good)
        {
            return new(
                service,
                true,
                $"exactly this ran in staging as revision {good.Revision}, {(good.Tests == TestVerdict.None ? "without Helm tests" : "tests passed")}"
            );
        }

        if (prod.FirstOrDefault(revision => IsOf(revision, prodInputs)) is { } before)
        {
            return new(service, true, $"exactly this ran in prod before, as revision {before.Revision}");
        }

        return new(
            service,
            false,
            tried is [var newest, ..]
                    ? $"staging has it as revision {newest.Revision}, but its tests {(newest.Tests == TestVerdict.Failed ? "failed" : "have not run")}"
                : staging is [var other, ..]
                    ? $"staging never ran this; it has {other.Chart} {other.ChartVersion} of revision {other.Revision}, or other values or images"
                : "staging never had it"
        );
    }

    private static bool IsOf(InstalledRelease revision, string inputs) =>
        revision.WasInPlace && ReleaseMark.In(revision.Description)?.Inputs == inputs;
}

/// <summary>Whether what goes to prod has been tried out.</summary>
/// <param name="Service">What goes there.</param>
/// <param name="IsProven">Whether exactly this chart, these values and these images were installed, and their tests passed.</param>
/// <param name="Text">Where and when; or why it is not proven.</param>
public sealed record Promotion(ServiceName Service, bool IsProven, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Service}: {Text}";
}
