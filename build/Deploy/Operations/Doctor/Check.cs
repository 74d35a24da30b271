namespace Deploy.Operations.Doctor;

/// <summary>Looks at one thing.</summary>
/// <param name="Subject">What it looks at, for the case that it fails.</param>
/// <param name="RunAsync">Looks.</param>
/// <param name="IsNeeded">Whether a deploy cannot do without.</param>
internal sealed record Check(
    string Subject,
    Func<CancellationToken, Task<IReadOnlyList<Finding>>> RunAsync,
    bool IsNeeded = true
)
{
    /// <summary>How long each may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Looks, and takes whatever goes wrong for an answer.</summary>
    public async Task<IReadOnlyList<Finding>> OutcomeAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await RunAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [Bad($"no answer within {Duration.Format(Patience)}", "check the network")];
        }
        catch (DeployException problem)
        {
            return [Bad(problem.Problem, problem.NextStep)];
        }
        // One thing that breaks in an unforeseen way must not hide how all the others are.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return [Bad($"{problem.GetType().Name}: {problem.Message}", null)];
        }
    }

    private Finding Bad(string text, string? remedy) =>
        new(Subject, IsNeeded ? Health.Missing : Health.Warning, Printable.Escape(text), remedy);
}
