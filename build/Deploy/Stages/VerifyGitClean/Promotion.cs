namespace Deploy.Stages.VerifyGitClean;

/// <summary>Whether what goes to prod has been tried out.</summary>
/// <param name="Service">What goes there.</param>
/// <param name="IsProven">Whether exactly this chart, these values and these images were installed, and their tests passed.</param>
/// <param name="Text">Where and when; or why it is not proven.</param>
public sealed record Promotion(ServiceName Service, bool IsProven, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Service}: {Text}";
}
